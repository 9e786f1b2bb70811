/** `npm start`: from a fresh clone to a running relay. Uses nothing but Node until the packages are there. */
import { buildIfNeeded } from './build.js';
import { installIfNeeded } from './install.js';
import { requireNode } from './requireNode.js';

requireNode();
try {
  await installIfNeeded();
  await buildIfNeeded();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

process.setSourceMapsEnabled(true);
// The relay runs in this very process, so that Ctrl-C reaches it and nothing else.
await import(new URL('../dist-relay/main.js', import.meta.url).href);
