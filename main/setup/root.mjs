import { fileURLToPath } from 'node:url';

/** The folder of package.json, with `/` or `\` as the system writes it and no slash at the end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
