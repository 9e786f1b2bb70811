import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { OFF_IN_PLAYWRIGHT } from './chromium.js';

test('what the installed Playwright switches off stays off beside what we switch off', async () => {
  const playwright = createRequire(import.meta.resolve('@playwright/test'));
  const core = createRequire(playwright.resolve('playwright')).resolve('playwright-core/lib/coreBundle');
  const [, list = ''] = /\bdisabledFeatures = \[(.*?)\n\s*\]/s.exec(await readFile(core, 'utf8')) ?? [];
  const names = [...list.matchAll(/^\s*"(\w+)"/gm)].map(([, name]) => name);
  expect(names).toContain('MediaRouter');
  expect(OFF_IN_PLAYWRIGHT).toEqual(names);
});
