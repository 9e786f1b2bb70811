import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fingerprint } from './fingerprint.js';
import { isInstalled } from './install.js';
import { isAtLeast } from './requireNode.js';

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'outframe-scripts-'));
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const locked = {
  '': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/only-mac': { version: '1.0.0', optional: true },
};

test.each<[string, Record<string, unknown> | null, boolean]>([
  ['everything is there', { 'node_modules/a': { version: '1.0.0' } }, true],
  ['another version is there', { 'node_modules/a': { version: '1.0.1' } }, false],
  ['a package is missing', {}, false],
  ['nothing was ever installed', null, false],
])('installed: %s', (_name, packages, expected) => {
  const root = newFolder();
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages: locked }));
  if (packages !== null) {
    mkdirSync(path.join(root, 'node_modules'));
    writeFileSync(path.join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
  }
  expect(isInstalled(root)).toBe(expected);
});

test('a fingerprint changes with a name, a byte or a new file, and with nothing else', () => {
  const root = newFolder();
  mkdirSync(path.join(root, 'src', 'deep'), { recursive: true });
  writeFileSync(path.join(root, 'src', 'deep', 'a.ts'), 'a');
  const of = () => fingerprint(root, ['src', 'index.html']);
  const first = of();
  expect(of()).toBe(first);
  writeFileSync(path.join(root, 'src', 'deep', 'a.ts'), 'b');
  const changed = of();
  expect(changed).not.toBe(first);
  writeFileSync(path.join(root, 'index.html'), '');
  expect(of()).not.toBe(changed);
});

test.each([
  ['20.19.0', true],
  ['20.18.3', false],
  ['18.20.0', false],
  ['24.1.0', true],
])('Node %s is new enough for 20.19: %s', (version, expected) => {
  expect(isAtLeast(version, '20.19')).toBe(expected);
});
