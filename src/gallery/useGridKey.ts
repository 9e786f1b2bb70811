import { useEffect } from 'react';
import { isDialogOpen } from '../ui/isDialogOpen.ts';
import { pressedKey } from '../ui/pressedKey.ts';
import { typesText } from '../ui/typesText.ts';
import { lookAt, readGalleryView } from './galleryAddress.ts';

/** `G` goes between the stage and everything that was made on it. */
export function useGridKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (pressedKey(event) !== 'g' || typesText(event.target) || isDialogOpen()) return;
      const { screen } = readGalleryView(window.location.search);
      lookAt({ screen: screen === 'grid' ? null : 'grid' });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
