/** `npm run kernel`: compiles kernel/ into src/engine/kernel/kernelBytes.ts. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileKernel, kernelModule } from './kernelBytes.js';
import { projectRoot } from './projectRoot.js';

const file = path.join(projectRoot, 'src', 'engine', 'kernel', 'kernelBytes.ts');
const bytes = await compileKernel();
writeFileSync(file, kernelModule(bytes));
console.log(`${bytes.length} bytes of WebAssembly are in ${path.relative(projectRoot, file)}.`);
