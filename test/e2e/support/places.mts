import { join } from 'node:path';

/** Debian's Chromium, or the one in the environment. */
export const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** The folder for screenshots. */
export const screenshots = join(process.cwd(), 'screenshots');
