import { useEffect, useState } from 'react';
import { addressesIn, addressesInList } from './webAddress.ts';

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
 * Hands on all files that are dropped anywhere on the window or pasted, and addresses where only those arrive; tells
 * what hovers over the window. Text pasted into a field and drags within the page are left alone.
 */
export function useFileArrival(
  onFiles: (files: readonly (File | FileSystemEntry)[], isBeside?: boolean) => void,
  onUrls: (urls: readonly string[]) => void,
): Hovering | null {
  const [hovering, setHovering] = useState<Hovering | null>(null);

  useEffect(() => {
    let isOwnDrag = false;
    const takes = ({ dataTransfer, target }: DragEvent) => {
      const types = dataTransfer?.types ?? [];
      return !isOwnDrag && (types.includes('Files') || (types.includes('text/uri-list') && !isField(target)));
    };
    const begin = () => {
      isOwnDrag = true;
    };
    const end = () => {
      isOwnDrag = false;
    };
    const over = (event: DragEvent) => {
      if (!takes(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      const now = hoveringOf(event);
      // Told many times a second: drawn when it is another.
      setHovering((before) => (before && isSame(before, now) ? before : now));
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHovering(null);
    };
    const drop = (event: DragEvent) => {
      setHovering(null);
      if (!takes(event) || !event.dataTransfer) return;
      event.preventDefault();
      const files = droppedOf(event.dataTransfer);
      const urls = files[0] ? [] : draggedAddresses(event.dataTransfer);
      if (files[0]) onFiles(files, event.shiftKey);
      else if (urls[0]) onUrls(urls);
    };
    let isMiddlePressed = false;
    const press = ({ button }: PointerEvent) => {
      isMiddlePressed = button === 1;
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
    const release = () => {
      // The paste comes after the release.
      setTimeout(() => {
        isMiddlePressed = false;
      });
    };
    const stop = new AbortController();
    const options = { signal: stop.signal };
    window.addEventListener('dragstart', begin, options);
    window.addEventListener('dragend', end, options);
    window.addEventListener('dragover', over, options);
    window.addEventListener('dragleave', leave, options);
    window.addEventListener('drop', drop, options);
    window.addEventListener('paste', paste, options);
    window.addEventListener('pointerdown', press, { ...options, capture: true });
    window.addEventListener('pointerup', release, { ...options, capture: true });
    window.addEventListener('keydown', release, { ...options, capture: true });
    return () => stop.abort();
  }, [onFiles, onUrls]);

  return hovering;
}

function isSame(a: Hovering, b: Hovering): boolean {
  return a.files === b.files && a.isBeside === b.isBeside;
}
