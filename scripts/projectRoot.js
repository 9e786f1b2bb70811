import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout, whatever folder a script is called from. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));
