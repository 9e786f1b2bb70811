import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './projectRoot.js';

/** A relative link, and the name in its text if that stands in backticks. */
interface Link {
  readonly page: string;
  readonly target: string;
  readonly name: string | null;
}

const PAGES = ['README.md', 'CONTRIBUTING.md', ...markdownUnder('docs')];
const TEXTS = PAGES.map((page) => [page, readFileSync(path.join(projectRoot, page), 'utf8')] as const);
const LINKS = TEXTS.flatMap(([page, text]) => linksIn(page, text));

test('every link in the documentation leads to a file or folder', () => {
  expect(LINKS.length).toBeGreaterThan(100);
  const broken = LINKS.filter(({ page, target }) => !existsSync(fileOf(page, target)));
  expect(broken).toEqual([]);
});

test('a name that a link shows stands in the file that it leads to', () => {
  const missing = LINKS.filter(({ page, target, name }) => {
    const file = fileOf(page, target);
    return name !== null && statSync(file).isFile() && !readFileSync(file, 'utf8').includes(name);
  });
  expect(missing).toEqual([]);
});

test('every npm script that is named exists', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
  const named = TEXTS.flatMap(([, text]) => [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name));
  expect(named.filter((name) => name !== undefined && !(name in scripts))).toEqual([]);
});

test('every decision is listed', () => {
  const records = readdirSync(path.join(projectRoot, 'docs/decisions')).filter((name) => /^\d/.test(name));
  const listed = LINKS.filter(({ page }) => page === 'docs/decisions/README.md').map(({ target }) => target);
  expect(listed).toEqual(records.sort());
});

function linksIn(page: string, text: string): Link[] {
  const withoutCode = text.replace(/^```[\s\S]*?^```/gm, '');
  return [...withoutCode.matchAll(/\[([^\]]*)\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, label = '', target = '']) => ({ page, target, name: /^`([^`]+)`$/.exec(label)?.[1] ?? null }))
    .filter(({ target }) => !/^[a-z]+:/.test(target));
}

function fileOf(page: string, target: string): string {
  return path.join(projectRoot, path.dirname(page), target);
}

function markdownUnder(folder: string): string[] {
  return readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')));
}
