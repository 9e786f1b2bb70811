import { expect, test } from 'vitest';
import { levelsOf, plainArrows, roomGraph } from './layersGraph.js';
import { layersSvg } from './layersSvg.js';

const module = (source: string, ...targets: string[]) => ({
  source,
  dependencies: targets.map((resolved) => ({ resolved })),
});

const MODULES = [
  module('src/main.tsx', 'src/app/App.tsx', 'src/ui/Button.tsx'),
  module('src/app/App.tsx', 'src/ui/Button.tsx', 'node_modules/react/index.js'),
  module('src/ui/Button.tsx', 'src/domain/side.ts'),
  module('src/domain/side.ts'),
  module('src/domain/side.test.ts', 'src/app/App.tsx'),
  module('server/settings.ts', 'src/domain/side.ts'),
];

test('rooms are folders; tests, packages and the settings of the relay are none', () => {
  expect([...roomGraph(MODULES).keys()]).toEqual(['src/main.tsx', 'src/app', 'src/ui', 'src/domain']);
});

test('a room stands above all that it imports, and an arrow that others imply is left out', () => {
  const graph = roomGraph(MODULES);
  expect(Object.fromEntries(levelsOf(graph))).toEqual({
    'src/domain': 0,
    'src/ui': 1,
    'src/app': 2,
    'src/main.tsx': 3,
  });
  expect(plainArrows(graph)).toEqual([
    ['src/main.tsx', 'src/app'],
    ['src/app', 'src/ui'],
    ['src/ui', 'src/domain'],
  ]);
});

test('folders that import each other are named', () => {
  const circle = [...MODULES, module('src/domain/bad.ts', 'src/app/App.tsx')];
  expect(() => roomGraph(circle)).toThrow(/circle: src\/app, src\/ui, src\/domain/);
});

test('the picture changes with an import and with nothing else', () => {
  const picture = layersSvg(roomGraph([...MODULES, module('server/app.ts', 'server/routes/tasks.ts')]));
  const reordered = [module('server/app.ts', 'server/routes/tasks.ts'), ...MODULES.toReversed()];
  expect(layersSvg(roomGraph(reordered))).toBe(picture);
  expect(layersSvg(roomGraph([...MODULES, module('server/app.ts', 'src/ui/Button.tsx')]))).not.toBe(picture);
});
