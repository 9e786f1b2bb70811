/** Phones have no folders to choose, though some say that they do. */
export const canChooseFolder =
  'webkitdirectory' in HTMLInputElement.prototype && matchMedia('(any-hover: hover)').matches;

/** Held until it is answered: a browser may collect an input that is in no page, and its answer with it. */
const asking = new Set<HTMLInputElement>();

/** Asks for a folder and hands on all files in it, as people count them (2 before 10); nothing where none is chosen. */
export function chooseFolder(onFiles: (files: readonly File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.webkitdirectory = true;
  asking.add(input);
  input.oncancel = () => asking.delete(input);
  input.onchange = () => {
    asking.delete(input);
    const byPath = new Intl.Collator(undefined, { numeric: true });
    const files = [...(input.files ?? [])];
    files.sort((a, b) => byPath.compare(a.webkitRelativePath, b.webkitRelativePath));
    if (files[0]) onFiles(files);
  };
  input.click();
}
