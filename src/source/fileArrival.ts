import { addressesIn, addressesInList, isPath } from './webAddress.ts';

export interface Arrival {
  /** `isBeside`: they are meant to be opened beside what is open. */
  readonly onFiles: (files: readonly (File | FileSystemEntry)[], isBeside?: boolean) => void;
  readonly onUrls: (urls: readonly string[]) => void;
}

/** The address of the first image of what was taken from another page; null without one. */
function imageIn(transfer: DataTransfer): string | null {
  const page = new DOMParser().parseFromString(transfer.getData('text/html'), 'text/html');
  const image = page.querySelector('img')?.getAttribute('src') ?? '';
  return /^(https?:|data:image\/)/i.test(image) ? image : null;
}

/** The addresses of what is dragged from elsewhere: of the image itself, also where it stands in a link, or as a text. */
function draggedAddresses(transfer: DataTransfer): readonly string[] {
  const image = imageIn(transfer);
  if (image !== null) return [image];
  const listed = addressesInList(transfer.getData('text/uri-list'));
  return listed[0] ? listed : addressesIn(transfer.getData('text/plain'));
}

/** What may stand before a drawing, one thing at a time: in one expression it would be tried in all combinations. */
const PROLOGUE = /\s*<(?:\?xml[^>]*|!DOCTYPE[^>]*|!--.*?--)>/gisy;

/** Whether it is what drawing programs copy. It is no image of pixels, and its own sentence says what to do. */
function isDrawing(text: string): boolean {
  return /^\s*<svg[\s>]/i.test(text.replace(PROLOGUE, ''));
}

/** What a paste brings: files, or addresses, or neither. */
function pastedOf(transfer: DataTransfer, text: string): { files: readonly File[]; urls: readonly string[] } {
  if (transfer.files[0]) return { files: [...transfer.files], urls: [] };
  if (isDrawing(text))
    return { files: [new File([text], 'drawing.svg', { type: 'image/svg+xml' })], urls: [] };
  // A path is opened as little as an address that leads nowhere, and told of alike.
  if (isPath(text)) return { files: [], urls: [text] };
  const image = text.trim() === '' ? imageIn(transfer) : null;
  return { files: [], urls: image === null ? addressesIn(text) : [image] };
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
    const isText = types.includes('text/uri-list') || types.includes('text/plain');
    return !isOwnDrag && (types.includes('Files') || (isText && !isField(target)));
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
    if (!clipboardData) return;
    const pasted = pastedOf(clipboardData, text);
    if (!pasted.files[0] && !pasted.urls[0]) return;
    event.preventDefault();
    if (pasted.urls[0]) onUrls(pasted.urls);
    else onFiles(pasted.files);
  };
  window.addEventListener('paste', paste, { signal });
  window.addEventListener('pointerdown', press, { signal, capture: true });
  window.addEventListener('pointerup', release, { signal, capture: true });
  window.addEventListener('keydown', release, { signal, capture: true });
}
