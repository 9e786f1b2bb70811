import { useEffect, useState } from 'react';
import { addressIn, addressInList } from './webAddress.ts';

/** The address of what is dragged from another page: of the image itself, also where it stands in a link. */
function draggedAddress(transfer: DataTransfer): string | null {
  const page = new DOMParser().parseFromString(transfer.getData('text/html'), 'text/html');
  const image = page.querySelector('img')?.getAttribute('src') ?? '';
  if (/^(https?:|data:image\/)/i.test(image)) return image;
  return addressInList(transfer.getData('text/uri-list'));
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]');
}

/**
 * Hands on every file that is dropped anywhere on the window or pasted, and every address of one where only that
 * arrives; tells whether one hovers over the window. Text pasted into a field and drags within the page are left alone.
 */
export function useFileArrival(
  onFile: (file: File) => void,
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
      const file = event.dataTransfer.files[0];
      const url = file ? null : draggedAddress(event.dataTransfer);
      if (file) onFile(file);
      else if (url) onUrl(url);
    };
    const paste = (event: ClipboardEvent) => {
      const file = event.clipboardData?.files[0];
      const url =
        file || isField(event.target) ? null : addressIn(event.clipboardData?.getData('text/plain') ?? '');
      if (!file && !url) return;
      event.preventDefault();
      if (file) onFile(file);
      else if (url) onUrl(url);
    };
    const stop = new AbortController();
    const options = { signal: stop.signal };
    window.addEventListener('dragstart', begin, options);
    window.addEventListener('dragend', end, options);
    window.addEventListener('dragover', over, options);
    window.addEventListener('dragleave', leave, options);
    window.addEventListener('drop', drop, options);
    window.addEventListener('paste', paste, options);
    return () => stop.abort();
  }, [onFile, onUrl]);

  return { isHovering };
}
