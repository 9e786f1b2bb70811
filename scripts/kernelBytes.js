import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot.js';

/**
 * Compiles kernel/ from AssemblyScript into WebAssembly. The same source gives the same bytes.
 *
 * @returns {Promise<Uint8Array>}
 * @throws {Error} with the compiler's words
 */
export async function compileKernel() {
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {Uint8Array | null} */
  let bytes = null;
  const { error, stderr } = await asc.main(
    [
      'kernel/index.ts',
      ...['--outFile', 'kernel.wasm', '--optimizeLevel', '3', '--shrinkLevel', '0', '--converge'],
      ...['--noAssert', '--runtime', 'stub', '--importMemory', '--noExportMemory', '--enable', 'simd'],
    ],
    {
      readFile: (name, folder) => {
        try {
          return readFileSync(path.join(projectRoot, folder, name), 'utf8');
        } catch {
          return null;
        }
      },
      writeFile: (_, contents) => {
        if (typeof contents !== 'string') bytes = contents;
      },
    },
  );
  if (error !== null || bytes === null)
    throw new Error(`${stderr}\n${error?.message ?? 'Nothing came out.'}`);
  return bytes;
}

/**
 * @param {Uint8Array} bytes
 * @returns {string} the TypeScript file that holds them
 */
export function kernelModule(bytes) {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,100}/g) ?? [];
  return [
    '// Compiled from kernel/ by `npm run kernel`. Not to be edited.',
    'export const KERNEL_BYTES =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}
