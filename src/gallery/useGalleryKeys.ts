import { useEffect } from 'react';
import { isDialogOpen } from '../ui/isDialogOpen.ts';
import { pressedKey } from '../ui/pressedKey.ts';
import { typesText } from '../ui/typesText.ts';
import { lookAt, readGalleryView } from './galleryAddress.ts';
import { wishToSearch } from './searchWish.ts';

/** `G` goes between the stage and everything that was made on it, `/` to the search in it. */
export function useGalleryKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const key = pressedKey(event);
      if ((key !== 'g' && key !== '/') || typesText(event.target, key) || isDialogOpen()) return;
      if (key === '/') {
        // Firefox would open a search of its own.
        event.preventDefault();
        return wishToSearch();
      }
      const { screen } = readGalleryView(window.location.search);
      lookAt({ screen: screen === 'grid' ? null : 'grid' });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
