import { useEffect, useState } from 'react';
import { refuseFolder } from './sourceStore.ts';
import { addressIn, addressInList } from './webAddress.ts';

/** The address of what is dragged from another page: of the image itself, also where it stands in a link. */
function draggedAddress(transfer: DataTransfer): string | null {
  const page = new DOMParser().parseFromString(transfer.getData('text/html'), 'text/html');
  const image = page.querySelector('img')?.getAttribute('src') ?? '';
  if (/^(https?:|data:image\/)/i.test(image)) return image;
  return addressInList(transfer.getData('text/uri-list'));
}

function isFolder({ items }: DataTransfer): boolean {
  return items[0]?.webkitGetAsEntry?.()?.isDirectory === true;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]');
}

/**
 * Hands on every file that is dropped anywhere on the window or pasted, and every address of one where only that
 * arrives; tells whether one hovers over the window. Text pasted into a field and drags within the page are left alone.
 */
export function useFileArrival(
  onFile: (file: File, leftOut: number) => void,
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
      if (isFolder(event.dataTransfer)) {
        refuseFolder();
        return;
      }
      const { files } = event.dataTransfer;
      const file = files[0];
      const url = file ? null : draggedAddress(event.dataTransfer);
      if (file) onFile(file, files.length - 1);
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
      const file = files?.[0];
      const url = file ? null : addressIn(text);
      if (!file && !url) return;
      event.preventDefault();
      if (file) onFile(file, (files?.length ?? 1) - 1);
      else if (url) onUrl(url);
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
  }, [onFile, onUrl]);

  return { isHovering };
}
