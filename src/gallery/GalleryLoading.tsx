import styles from './Gallery.module.css';
import { GallerySkeleton } from './GallerySkeleton.tsx';
import { useGalleryView } from './galleryAddress.ts';

/** Stands where the gallery will be while its code comes, and looks as it does while its list does. */
export function GalleryLoading() {
  const { screen } = useGalleryView();
  return (
    <section className={screen === null ? styles.gallery : styles.wide} aria-label="Gallery" aria-busy>
      <GallerySkeleton isGrid={screen === 'grid'} />
    </section>
  );
}
