/** `npm run build`: the app into dist/ and the relay into dist-relay/, where they are not up to date. */
import { buildIfNeeded } from './build.js';
import { installIfNeeded } from './install.js';
import { requireNode } from './requireNode.js';

requireNode();
await installIfNeeded();
await buildIfNeeded();
