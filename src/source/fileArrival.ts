import { addressesIn, addressesInList } from './webAddress.ts';

export interface Arrival {
  /** `isBeside`: they are meant to be opened beside what is open. */
  readonly onFiles: (files: readonly (File | FileSystemEntry)[], isBeside?: boolean) => void;
  readonly onUrls: (urls: readonly string[]) => void;
}

/** The addresses of what is dragged from another page: of the image itself, also where it stands in a link. */
function draggedAddresses(transfer: DataTransfer): readonly string[] {
  const page = new DOMParser().parseFromString(transfer.getData('text/html'), 'text/html');
  const image = page.querySelector('img')?.getAttribute('src') ?? '';
  if (/^(https?:|data:image\/)/i.test(image)) return [image];
  return addressesInList(transfer.getData('text/uri-list'));
}

/** What is dropped: its files, or entries where a folder is among them. There for as long as the event is. */
function droppedOf({ items, files }: DataTransfer): (File | FileSystemEntry)[] {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const hasFolder = entries.some((entry) => entry?.isDirectory);
  return hasFolder ? entries.filter((entry) => entry !== null) : [...files];
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]');
}

/** What hovers over the window. */
export interface Hovering {
  /** A folder is one, however much is in it. */
  readonly files: number;
  /** It is meant to be opened beside what is open: ⇧ is held. */
  readonly isBeside: boolean;
}

function hoveringOf({ dataTransfer, shiftKey }: DragEvent): Hovering {
  const items = [...(dataTransfer?.items ?? [])];
  return { files: items.filter(({ kind }) => kind === 'file').length, isBeside: shiftKey };
}

/**
 * Hands on the files that are dropped anywhere on the window, or the addresses of images where only those are. Drags
 * within the page and texts for a field are left alone.
 *
 * @param onHover is told what would be taken while it is over the window, many times a second, and null once it is gone
 */
export function watchDrops(
  signal: AbortSignal,
  { onFiles, onUrls, onHover }: Arrival & { readonly onHover: (hovering: Hovering | null) => void },
): void {
  let isOwnDrag = false;
  const takes = ({ dataTransfer, target }: DragEvent) => {
    const types = dataTransfer?.types ?? [];
    return !isOwnDrag && (types.includes('Files') || (types.includes('text/uri-list') && !isField(target)));
  };
  const mark = ({ type }: Event) => {
    isOwnDrag = type === 'dragstart';
  };
  const over = (event: DragEvent) => {
    if (!takes(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    onHover(hoveringOf(event));
  };
  const leave = (event: DragEvent) => {
    if (event.relatedTarget === null) onHover(null);
  };
  const drop = (event: DragEvent) => {
    onHover(null);
    if (!takes(event) || !event.dataTransfer) return;
    event.preventDefault();
    const files = droppedOf(event.dataTransfer);
    const urls = files[0] ? [] : draggedAddresses(event.dataTransfer);
    if (files[0]) onFiles(files, event.shiftKey);
    else if (urls[0]) onUrls(urls);
  };
  window.addEventListener('dragstart', mark, { signal });
  window.addEventListener('dragend', mark, { signal });
  window.addEventListener('dragover', over, { signal });
  window.addEventListener('dragleave', leave, { signal });
  window.addEventListener('drop', drop, { signal });
}

/** Hands on the files that are pasted, or addresses. Text for a field is left alone. */
export function watchPastes(signal: AbortSignal, { onFiles, onUrls }: Arrival): void {
  let isMiddlePressed = false;
  const press = ({ button }: PointerEvent) => {
    isMiddlePressed = button === 1;
  };
  const release = () => {
    // The paste comes after the release.
    setTimeout(() => {
      isMiddlePressed = false;
    });
  };
  const paste = (event: ClipboardEvent) => {
    const { clipboardData } = event;
    const text = clipboardData?.getData('text/plain') ?? '';
    const files = clipboardData?.files;
    // Copied cells are a text and a picture of it: in a field the text is meant.
    if (isField(event.target) && (text !== '' || !files?.[0])) return;
    // Under Linux the middle button pastes what was selected last, wherever it is pressed.
    if (isMiddlePressed) return;
    const urls = files?.[0] ? [] : addressesIn(text);
    if (!files?.[0] && !urls[0]) return;
    event.preventDefault();
    if (urls[0]) onUrls(urls);
    else if (files) onFiles([...files]);
  };
  window.addEventListener('paste', paste, { signal });
  window.addEventListener('pointerdown', press, { signal, capture: true });
  window.addEventListener('pointerup', release, { signal, capture: true });
  window.addEventListener('keydown', release, { signal, capture: true });
}
