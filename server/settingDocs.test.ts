import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SETTING_NAMES } from './settings.ts';

const README = readFileSync('README.md', 'utf8');
const EXAMPLE = readFileSync('.env.example', 'utf8');

test('the README has a row for every setting and for nothing else', () => {
  const rows = README.slice(README.indexOf('| setting |')).split('\n\n')[0]?.split('\n').slice(2) ?? [];
  const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)]);
  expect(named.map(([, name]) => name).sort()).toEqual([...SETTING_NAMES].sort());
});

test('the example file has a line for every setting and for nothing else', () => {
  const named = [...EXAMPLE.matchAll(/^# ([A-Z][A-Z0-9_]+)=/gm)];
  expect(named.map(([, name]) => name).sort()).toEqual([...SETTING_NAMES].sort());
});
