// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lazyWithReload } from '../api/lazyWithReload.ts';
import { useMissingPart } from '../api/missingPart.ts';
import { mount } from '../ui/testing/mount.tsx';
import { PartsGate } from './PartsGate.tsx';

const reload = vi.fn();
const loadsNever = () => Promise.reject(new Error('Failed to fetch: Never-a1b2.js'));
const comesAtOnce = () => Promise.resolve('Comes-c3d4.js');
let page: ReturnType<typeof mount>;

beforeEach(() => {
  sessionStorage.clear();
  reload.mockClear();
  vi.stubGlobal('fetch', async () => new Response('{}'));
  vi.spyOn(window.location, 'reload').mockImplementation(reload);
  page = mount(<PartsGate>The app</PartsGate>);
});

afterEach(() => {
  page.unmount();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  useMissingPart.setState({ missing: null });
});

/** Asks for a part as a page does that was loaded just now. */
async function load(part: () => Promise<unknown>): Promise<void> {
  await act(async () => useMissingPart.setState({ missing: null }));
  await act(async () => void lazyWithReload(part));
}

const wasReloaded = (times: number) => vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(times));
const saysSo = () => vi.waitFor(() => expect(page.container.textContent).toMatch(/Load the page again/));

test('for a part that never comes the page is loaded anew once, and then says so', async () => {
  await load(loadsNever);
  await wasReloaded(1);
  expect(page.container.textContent).toBe('The app');
  await load(loadsNever);
  await saysSo();
  expect(reload).toHaveBeenCalledOnce();
});

test('another part has a reload of its own, and so has one that has come in between', async () => {
  let isThere = false;
  const comesAndGoes = async () => {
    if (!isThere) throw new Error('Failed to fetch: Sometimes-e5f6.js');
  };
  await load(loadsNever);
  await wasReloaded(1);
  await load(comesAndGoes);
  await wasReloaded(2);
  await load(comesAtOnce);
  isThere = true;
  await load(comesAndGoes);
  isThere = false;
  await load(comesAndGoes);
  await wasReloaded(3);
});

test('a browser that remembers nothing is not asked to load the page anew', async () => {
  vi.stubGlobal('sessionStorage', null);
  await load(loadsNever);
  await saysSo();
  expect(reload).not.toHaveBeenCalled();
});
