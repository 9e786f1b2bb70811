import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compileKernel, kernelModule } from './kernelBytes.js';
import { projectRoot } from './projectRoot.js';

test('the kernel that the engine uses is what its source compiles to (if not: npm run kernel)', async () => {
  const file = path.join(projectRoot, 'src', 'engine', 'kernel', 'kernelBytes.ts');
  expect(readFileSync(file, 'utf8')).toBe(kernelModule(await compileKernel()));
});
