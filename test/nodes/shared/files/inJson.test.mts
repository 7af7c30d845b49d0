import { fileTables } from '../../../support/fileTables.mts';

describe('files in the JSON', () => fileTables('in the JSON'));
