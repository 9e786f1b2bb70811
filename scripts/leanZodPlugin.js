const SENTENCES = /\/zod\/v4\/locales\/en\.js$/;
const UNUSED = /\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema|memoizer)\.js$/;
const LEFT_OUT_FILES = 4;

/**
 * Leaves out what zod brings along and the browser has no use for. It writes no JSON Schemas, no schema of the contract
 * contains itself, which is what the memoizer is for, and zod's own sentences are never shown: an answer that does not
 * parse is told as a problem.
 *
 * @returns {import('vite').Plugin}
 */
export function leanZod() {
  /** @type {Set<string>} */
  const leftOut = new Set();
  return {
    name: 'outframe-lean-zod',
    apply: 'build',
    transform(code, id) {
      if (!SENTENCES.test(id) && !UNUSED.test(id)) return null;
      leftOut.add(id);
      if (SENTENCES.test(id)) return { code: 'export default () => ({});', map: null };
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      // Schemas still call some of them when they are made, and go on without.
      return { code: names.map((name) => `export const ${name} = () => undefined;`).join('\n'), map: null };
    },
    /** A newer zod may have other files: then this has to be looked at anew, and the app is not to grow unseen. */
    generateBundle() {
      if (leftOut.size === LEFT_OUT_FILES) return;
      const found = [...leftOut].sort().join(', ') || 'none';
      throw new Error(
        `Of zod, ${LEFT_OUT_FILES} files are to be left out of the app, and these were found: ${found}. Fit scripts/leanZodPlugin.js to the zod that is installed.`,
      );
    },
  };
}
