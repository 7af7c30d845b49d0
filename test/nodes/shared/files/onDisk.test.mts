import { fileTables } from '../../../support/fileTables.mts';

describe('files on disk', () => fileTables('on disk'));
