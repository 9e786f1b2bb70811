import { useEffect, useState } from 'react';
import { addressIn, addressInList } from './webAddress.ts';

/** The address of what is dragged from another page: of the image itself, also where it stands in a link. */
function draggedAddress(transfer: DataTransfer): string | null {
  const page = new DOMParser().parseFromString(transfer.getData('text/html'), 'text/html');
  const image = page.querySelector('img')?.getAttribute('src') ?? '';
  if (/^(https?:|data:image\/)/i.test(image)) return image;
  return addressInList(transfer.getData('text/uri-list'));
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

/**
 * Hands on all files that are dropped anywhere on the window or pasted, and the address of one where only that
 * arrives; tells whether one hovers over the window. Text pasted into a field and drags within the page are left alone.
 */
export function useFileArrival(
  onFiles: (files: readonly (File | FileSystemEntry)[]) => void,
  onUrl: (url: string) => void,
): { isHovering: boolean } {
  const [isHovering, setHovering] = useState(false);

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
      setHovering(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = (event: DragEvent) => {
      setHovering(false);
      if (!takes(event) || !event.dataTransfer) return;
      event.preventDefault();
      const files = droppedOf(event.dataTransfer);
      const url = files[0] ? null : draggedAddress(event.dataTransfer);
      if (files[0]) onFiles(files);
      else if (url) onUrl(url);
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
      const url = files?.[0] ? null : addressIn(text);
      if (!files?.[0] && !url) return;
      event.preventDefault();
      if (url) onUrl(url);
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
  }, [onFiles, onUrl]);

  return { isHovering };
}
