import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compileKernel, KERNELS, kernelModule } from './kernelBytes.js';
import { projectRoot } from './projectRoot.js';

for (const kernel of KERNELS) {
  test(`${kernel.out} is what its source compiles to (if not: npm run kernel)`, async () => {
    const file = readFileSync(path.join(projectRoot, kernel.out), 'utf8');
    expect(file).toBe(kernelModule(kernel, await compileKernel(kernel)));
  });
}
