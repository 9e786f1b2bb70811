import { expect, test } from 'vitest';
import { initialChunks, lazyChunks } from './manifestChunks.js';

const manifest = {
  'index.html': {
    file: 'assets/index.js',
    isEntry: true,
    imports: ['_shared.js'],
    dynamicImports: ['src/Viewer.tsx'],
  },
  '_shared.js': { file: 'assets/shared.js', imports: ['_deep.js'] },
  '_deep.js': { file: 'assets/deep.js' },
  'src/Viewer.tsx': { file: 'assets/Viewer.js', imports: ['_shared.js', '_zoom.js'] },
  '_zoom.js': { file: 'assets/zoom.js' },
  'src/font.woff2': { file: 'assets/font.woff2' },
};

test('what loads first is the entry with everything it imports statically, at any depth', () => {
  expect(initialChunks(manifest)).toEqual(['assets/index.js', 'assets/shared.js', 'assets/deep.js']);
});

test('what loads later is the rest of the scripts, without what is there already', () => {
  expect(lazyChunks(manifest)).toEqual(['assets/Viewer.js', 'assets/zoom.js']);
});
