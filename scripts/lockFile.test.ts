import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './projectRoot.js';

interface Locked {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

test('the lock file has the packages for every system, not only for the one it was written on', () => {
  const file = path.join(projectRoot, 'package-lock.json');
  const packages: Record<string, Locked> = JSON.parse(readFileSync(file, 'utf8')).packages;
  const names = new Set(Object.keys(packages).map((place) => place.replace(/^.*node_modules\//, '')));
  // `npm ci` refuses such a file, and the first clone fails.
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !names.has(name))
      .map((name) => `${place} needs ${name}`),
  );
  expect(missing).toEqual([]);
});
