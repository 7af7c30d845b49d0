import { fileTables } from '../../../support/fileTables.mts';

describe('files in memory', () => fileTables('in memory'));
