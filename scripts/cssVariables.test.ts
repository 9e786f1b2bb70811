import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './projectRoot.js';

/** Set by the libraries whose elements they stand on. */
const FROM_LIBRARIES = ['--available-height', '--available-width', '--anchor-width'];

const FILES = ['src', 'dev'].flatMap((folder) =>
  readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(css|tsx?)$/.test(name))
    .map((name) => path.join(folder, name)),
);
const TEXTS = FILES.map((file) => [file, readFileSync(path.join(projectRoot, file), 'utf8')] as const);

/** What is wrong with the name of a variable is silent in a browser: the declaration is as if it were not there. */
test('every variable that a style uses is set somewhere', () => {
  const set = new Set(
    TEXTS.flatMap(([, text]) => [...text.matchAll(/(--[\w-]+)(?:\s*:|')/g)].map(([, name = '']) => name)),
  );
  const used = TEXTS.flatMap(([file, text]) =>
    [...text.matchAll(/var\((--[\w-]+)\)/g)].map(([, name = '']) => ({ file, name })),
  );
  expect(used.length).toBeGreaterThan(500);
  expect(used.filter(({ name }) => !set.has(name) && !FROM_LIBRARIES.includes(name))).toEqual([]);
});
