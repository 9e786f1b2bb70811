import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot.js';

/** Of public/, what the app shows without the server. */
const PUBLIC_FILES = ['/icon.svg', '/app.webmanifest', ...pictures('samples')];

/**
 * Of the first screen, and the photos that it opens.
 *
 * @param {string} folder
 */
function pictures(folder) {
  const names = readdirSync(path.join(projectRoot, 'public', folder));
  return names.filter((name) => /\.(jpg|webp)$/.test(name)).map((name) => `/${folder}/${name}`);
}

/** @param {string} file */
function isInShell(file) {
  return file.startsWith('assets/') && !file.endsWith('.map');
}

/**
 * Builds the service worker beside the app and tells it which files the app is made of.
 *
 * @returns {import('vite').Plugin}
 */
export function offlineShell() {
  return {
    name: 'outframe-offline-shell',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.keys(bundle).filter(isInShell).sort();
        const hash = createHash('sha256').update(files.join('\n'));
        for (const name of PUBLIC_FILES) hash.update(readFileSync(path.join(projectRoot, 'public', name)));
        hash.update(readFileSync(path.join(projectRoot, 'index.html')));
        const built = {
          version: hash.digest('hex').slice(0, 12),
          files: ['/', ...PUBLIC_FILES, ...files.map((file) => `/${file}`)],
        };
        const worker = bundle['serviceWorker.js'];
        if (worker?.type !== 'chunk') throw new Error('The service worker was not built.');
        worker.code = worker.code.replace('__BUILT_SHELL__', () => JSON.stringify(built));
      },
    },
  };
}
