import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot.js';

/**
 * @typedef {object} KernelBuild
 * @property {string} entry file that exports what the kernel has
 * @property {string} out TypeScript file that holds its bytes
 * @property {readonly string[]} flags of the compiler
 */

/**
 * The engine's, which runs in browsers too, and the one of finishing, whose arrays outlive the growing of its memory: it
 * is shared, with nobody.
 *
 * @type {readonly KernelBuild[]}
 */
export const KERNELS = [
  { entry: 'kernel/index.ts', out: 'src/engine/kernel/kernelBytes.ts', flags: [] },
  {
    entry: 'kernel/finishing/index.ts',
    out: 'server/finishing/kernel/kernelBytes.ts',
    flags: ['--sharedMemory', '--maximumMemory', '65536', '--enable', 'threads'],
  },
];

/**
 * Compiles a kernel from AssemblyScript into WebAssembly. The same source gives the same bytes.
 *
 * @param {KernelBuild} kernel
 * @returns {Promise<Uint8Array>}
 * @throws {Error} with the compiler's words
 */
export async function compileKernel({ entry, flags }) {
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {Uint8Array | null} */
  let bytes = null;
  const { error, stderr } = await asc.main(
    [
      entry,
      ...['--outFile', 'kernel.wasm', '--optimizeLevel', '3', '--shrinkLevel', '0', '--converge'],
      ...['--noAssert', '--runtime', 'stub', '--importMemory', '--noExportMemory', '--enable', 'simd'],
      ...flags,
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
 * @param {KernelBuild} kernel
 * @param {Uint8Array} bytes
 * @returns {string} the TypeScript file that holds them
 */
export function kernelModule({ entry }, bytes) {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,100}/g) ?? [];
  return [
    `// Compiled from ${path.dirname(entry)}/ by \`npm run kernel\`. Not to be edited.`,
    'export const KERNEL_BYTES =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}
