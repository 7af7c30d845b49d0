import { join } from 'node:path';

/** Debian's Chromium; another where the environment names one. */
export const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Where the pictures go that the tests take. */
export const screenshots = join(process.cwd(), 'screenshots');
