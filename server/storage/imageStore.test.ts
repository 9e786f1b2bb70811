import { access, readFile, writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { TEST_STORES } from '../testing/testStores.ts';
import { type Collection, type ImageStore, isMissing } from './imageStore.ts';

async function put(
  store: ImageStore,
  shelf: Collection,
  [name, text]: readonly [string, string],
): Promise<string> {
  const file = store.temporaryPath();
  await writeFile(file, text);
  await store.adopt(file, shelf, name);
  return file;
}

async function textOf(store: ImageStore, name: string, part?: { first: number; last: number }) {
  const bytes = await store.read('results', name, part);
  return bytes === null ? null : (await buffer(bytes)).toString('utf8');
}

describe.each(TEST_STORES)('images on $name', (kind) => {
  async function open() {
    const opened = await kind.open();
    onTestFinished(opened.close);
    return opened;
  }

  test('what was adopted can be read, whole and in parts, lent as a file, and by another relay', async () => {
    const { store, reopen } = await open();
    const temporary = await put(store, 'results', ['t-0.png', '0123456789']);
    await expect(access(temporary)).rejects.toThrow('ENOENT');
    for (const one of [store, await reopen()]) {
      expect(await one.sizeOf('results', 't-0.png')).toBe(10);
      expect(await textOf(one, 't-0.png')).toBe('0123456789');
      expect(await textOf(one, 't-0.png', { first: 2, last: 4 })).toBe('234');
      expect(await textOf(one, 't-0.png', { first: 9, last: 9 })).toBe('9');
      const lent = await one.withFile('results', 't-0.png', (file) => readFile(file, 'utf8'));
      expect(lent).toBe('0123456789');
    }
  });

  test('what is not there is missing in every way, and may be removed', async () => {
    const { store } = await open();
    expect(await store.sizeOf('results', 't-0.png')).toBeNull();
    expect(await store.read('results', 't-0.png')).toBeNull();
    const lent = await store
      .withFile('results', 't-0.png', async () => 'lent')
      .catch((error: unknown) => error);
    expect(isMissing(lent)).toBe(true);
    expect(await store.list('results')).toEqual([]);
    await store.remove('results', 't-0.png');
    await store.removeRenditions('t-0.png');
  });

  test('a temporary file that is not adopted is kept nowhere', async () => {
    const { store } = await open();
    const file = store.temporaryPath('.png');
    await writeFile(file, 'half');
    expect(await store.list('results')).toEqual([]);
    await store.discard(file);
    await expect(store.adopt(file, 'results', 't-0.png')).rejects.toThrow('ENOENT');
    expect(await store.sizeOf('results', 't-0.png')).toBeNull();
  });

  test('what is adopted under a taken name takes its place; whoever reads the old goes on', async () => {
    const { store, reopen } = await open();
    const other = await reopen();
    await put(store, 'results', ['t-0.png', 'old']);
    await other.withFile('results', 't-0.png', async (file) => {
      await put(store, 'results', ['t-0.png', 'newer']);
      expect(await store.withFile('results', 't-0.png', (fresh) => readFile(fresh, 'utf8'))).toBe('newer');
      // On a disk it is the same file; a copy stays what it was.
      expect(['old', 'newer']).toContain(await readFile(file, 'utf8'));
    });
    expect(await other.withFile('results', 't-0.png', (file) => readFile(file, 'utf8'))).toBe('newer');
    expect(await textOf(other, 't-0.png')).toBe('newer');
  });

  test('a shelf is listed whole, without the others', async () => {
    const { store } = await open();
    const names = Array.from({ length: 8 }, (_, index) => `t${index}-0.png`);
    for (const name of names) await put(store, 'results', [name, 'x']);
    await put(store, 'sources', ['s', 'x']);
    const listed = await store.list('results');
    expect(listed.map(({ name }) => name).toSorted()).toEqual(names);
    for (const { modifiedAt } of listed)
      expect(Math.abs(Date.now() - modifiedAt.getTime())).toBeLessThan(60_000);
  });

  test('removing takes one file, removing renditions all that were made of it', async () => {
    const { store } = await open();
    for (const name of [
      'a.png-20.webp',
      'a.png-40.webp',
      'a.png-60.webp',
      'a.png-80.webp',
      'ab.png-20.webp',
    ]) {
      await put(store, 'renditions', [name, 'x']);
    }
    await put(store, 'results', ['a.png', 'x']);
    await put(store, 'results', ['a.raw', 'x']);
    await store.removeRenditions('a.png');
    expect((await store.list('renditions')).map(({ name }) => name)).toEqual(['ab.png-20.webp']);
    await store.remove('results', 'a.png');
    expect((await store.list('results')).map(({ name }) => name)).toEqual(['a.raw']);
    const gone = await store
      .withFile('results', 'a.png', async () => 'lent')
      .catch((error: unknown) => error);
    expect(isMissing(gone)).toBe(true);
  });

  test('a name cannot leave its shelf', async () => {
    const { store } = await open();
    await put(store, 'results', ['../../escape', 'x']);
    expect((await store.list('results')).map(({ name }) => name)).toEqual(['escape']);
  });

  test('what crashes left behind goes once it is old; what is lent stays', async () => {
    const { store } = await open();
    await put(store, 'sources', ['s', 'kept']);
    const left = store.temporaryPath();
    await writeFile(left, 'left');
    await store.withFile('sources', 's', async (file) => {
      expect(await store.sweepTemporary(60_000)).toBe(0);
      expect(await readFile(file, 'utf8')).toBe('kept');
    });
    expect(await store.sweepTemporary(0)).toBe(1);
    await expect(access(left)).rejects.toThrow('ENOENT');
    expect(await store.sizeOf('sources', 's')).toBe(4);
  });

  test('a place that works says so', async () => {
    const { store } = await open();
    await store.check();
  });
});
