import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { firstInstalled, OFF_IN_PLAYWRIGHT } from './chromium.js';

test('what the installed Playwright switches off stays off beside what we switch off', async () => {
  const playwright = createRequire(import.meta.resolve('@playwright/test'));
  const core = createRequire(playwright.resolve('playwright')).resolve('playwright-core/lib/coreBundle');
  const [, list = ''] = /\bdisabledFeatures = \[(.*?)\n\s*\]/s.exec(await readFile(core, 'utf8')) ?? [];
  const names = [...list.matchAll(/^\s*"(\w+)"/gm)].map(([, name]) => name);
  expect(names).toContain('MediaRouter');
  expect(OFF_IN_PLAYWRIGHT).toEqual(names);
});

test('stories take a headless shell before a complete browser, what is to be seen takes a complete one alone', async () => {
  const folder = await temporaryFolder();
  const installed = (...names: string[]) => {
    const file = path.join(folder, ...names);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
    return file;
  };
  const own = installed('chromium-1255', 'chrome-linux64', 'chrome');
  const ownShell = installed('chromium_headless_shell-1255', 'shell-linux64', 'chrome-headless-shell');
  installed('chromium_headless_shell-1200', 'shell-linux64', 'chrome-headless-shell');
  const system = {
    shells: [installed('bin', 'chromium-headless-shell')],
    complete: [installed('bin', 'chrome')],
  };
  const chosen = () => [firstInstalled('headless', own, system), firstInstalled('complete', own, system)];

  expect(chosen()).toEqual([ownShell, own]);
  rmSync(ownShell);
  expect(chosen()).toEqual([system.shells[0], own]);
  rmSync(system.shells[0] ?? '');
  expect(chosen()).toEqual([own, own]);
  rmSync(own);
  expect(chosen()).toEqual([system.complete[0], system.complete[0]]);
  rmSync(system.complete[0] ?? '');
  expect(chosen()).toEqual([null, null]);
});

test('the installed Playwright keeps its browsers where they are looked for', async () => {
  const playwright = createRequire(
    createRequire(import.meta.resolve('@playwright/test')).resolve('playwright'),
  );
  const { registry, registryDirectory } = playwright('playwright-core/lib/coreBundle').registry;
  const [own, shell] = ['chromium', 'chromium-headless-shell'].map((name) =>
    registry.findExecutable(name).executablePath(),
  );
  const folder = await temporaryFolder();
  const moved = (file: string) => path.join(folder, path.relative(registryDirectory, file));
  mkdirSync(path.dirname(moved(shell)), { recursive: true });
  writeFileSync(moved(shell), '');
  expect(firstInstalled('headless', moved(own), { shells: [], complete: [] })).toBe(moved(shell));
});
