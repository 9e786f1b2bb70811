import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { builtAppRoutes } from './builtApp.ts';

const page = '<!doctype html><title>Outframe</title>';

async function builtApp() {
  const folder = await temporaryFolder();
  const dist = path.join(folder, 'dist');
  await mkdir(path.join(dist, 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'secret.txt'), 'not for you');
  await writeFile(path.join(dist, 'index.html'), page);
  await writeFile(path.join(dist, 'assets/index-abc123.js'), 'export {};');
  const routes = builtAppRoutes(dist);
  return (address: string, accept = '*/*') => routes.request(address, { headers: { accept } });
}

test('the page is asked for anew each time, files with a hash never', async () => {
  const get = await builtApp();
  const home = await get('/', 'text/html');
  expect([home.status, home.headers.get('cache-control'), await home.text()]).toEqual([
    200,
    'no-cache',
    page,
  ]);
  const script = await get('/assets/index-abc123.js');
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(script.headers.get('content-type')).toContain('javascript');
});

test('an address inside the app opens the page, a missing file does not', async () => {
  const get = await builtApp();
  expect(await (await get('/tasks/7', 'text/html,*/*')).text()).toBe(page);
  expect((await get('/assets/gone-1.js', 'text/html')).status).toBe(404);
  expect((await get('/assets/gone-1.js')).status).toBe(404);
  expect((await get('/tasks/7')).status).toBe(404);
});

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%5c..%5c..%5csecret.txt',
  '//secret.txt',
])('nothing beside the app can be reached by %s', async (address) => {
  const get = await builtApp();
  expect(await (await get(address)).text()).not.toContain('not for you');
});

test('without a build there is nothing, and nothing breaks', async () => {
  expect((await builtAppRoutes(await temporaryFolder()).request('/')).status).toBe(404);
});
