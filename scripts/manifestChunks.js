/**
 * @typedef {object} ManifestChunk
 * @property {string} file
 * @property {boolean} [isEntry]
 * @property {string[]} [imports] keys of chunks that load with this one
 * @property {string[]} [dynamicImports]
 *
 * @typedef {Record<string, ManifestChunk>} Manifest Vite's build manifest, by source
 */

/**
 * The JavaScript that every first visit loads: the entries and all they import statically.
 *
 * @param {Manifest} manifest
 * @returns {string[]} files, each once
 */
export function initialChunks(manifest) {
  // The service worker is an entry too, and none of what the page waits for.
  const isOfPage = (/** @type {string} */ key) =>
    manifest[key]?.isEntry && manifest[key]?.file.startsWith('assets/');
  const seen = new Set(Object.keys(manifest).filter(isOfPage));
  // A set's iteration also visits what is added while it runs.
  for (const key of seen) {
    for (const imported of manifest[key]?.imports ?? []) seen.add(imported);
  }
  return scriptsOf(manifest, [...seen]);
}

/**
 * The JavaScript that loads later.
 *
 * @param {Manifest} manifest
 * @returns {string[]}
 */
export function lazyChunks(manifest) {
  const initial = new Set(initialChunks(manifest));
  return scriptsOf(manifest, Object.keys(manifest)).filter((file) => !initial.has(file));
}

/**
 * @param {Manifest} manifest
 * @param {readonly string[]} keys
 */
function scriptsOf(manifest, keys) {
  const files = keys.map((key) => manifest[key]?.file ?? '');
  return [...new Set(files)].filter((file) => file.endsWith('.js'));
}
