// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { chooseFolder } from './chooseFolder.ts';

afterEach(() => vi.restoreAllMocks());

test('a folder is asked for, and its files come as people count them; none chosen hands on nothing', () => {
  const asked: HTMLInputElement[] = [];
  vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (this: HTMLInputElement) {
    asked.push(this);
  });
  const onFiles = vi.fn<(files: readonly File[]) => void>();
  chooseFolder(onFiles);
  const [input] = asked;
  if (!input) throw new Error('Nothing was asked for.');
  expect(input).toMatchObject({ type: 'file', webkitdirectory: true });
  input.dispatchEvent(new Event('change'));
  expect(onFiles).not.toHaveBeenCalled();
  const files = ['shoot/10.png', 'shoot/2.png', 'shoot/1/a.png'].map((path) =>
    Object.assign(new File([], path), { webkitRelativePath: path }),
  );
  Object.defineProperty(input, 'files', { value: files });
  input.dispatchEvent(new Event('change'));
  expect(onFiles.mock.calls[0]?.[0].map(({ name }) => name)).toEqual([
    'shoot/1/a.png',
    'shoot/2.png',
    'shoot/10.png',
  ]);
});
