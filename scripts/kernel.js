/** `npm run kernel`: compiles what is in kernel/ into files that hold the bytes. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileKernel, KERNELS, kernelModule } from './kernelBytes.js';
import { projectRoot } from './projectRoot.js';

for (const kernel of KERNELS) {
  const bytes = await compileKernel(kernel);
  writeFileSync(path.join(projectRoot, kernel.out), kernelModule(kernel, bytes));
  console.log(`${bytes.length} bytes of WebAssembly are in ${kernel.out}.`);
}
