import { MAX_FOLDER_FILES } from '../../domain/limits.ts';

const byName = new Intl.Collator(undefined, { numeric: true });

interface FoundFiles {
  readonly files: readonly File[];
  /** There are more, which were not looked at. */
  readonly isCut: boolean;
}

/** What was dropped: files, and folders with all that is in them, as people count (2 before 10). */
export async function filesIn(dropped: readonly (File | FileSystemEntry)[]): Promise<FoundFiles> {
  const files: File[] = [];
  for (const each of dropped) {
    if (each instanceof File) files.push(each);
    else await collect(each, files);
  }
  return { files: files.slice(0, MAX_FOLDER_FILES), isCut: files.length > MAX_FOLDER_FILES };
}

async function collect(entry: FileSystemEntry, files: File[]): Promise<void> {
  // One more tells that there are more.
  if (files.length > MAX_FOLDER_FILES) return;
  if (isFile(entry)) {
    const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)));
    if (file) files.push(file);
    return;
  }
  if (!isFolder(entry)) return;
  const inside = await entriesOf(entry.createReader());
  inside.sort((a, b) => byName.compare(a.name, b.name));
  for (const each of inside) await collect(each, files);
}

/** A reader answers with a hundred at most, and with none when there are no more. */
async function entriesOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0 || all.length > MAX_FOLDER_FILES) return all;
    all.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
