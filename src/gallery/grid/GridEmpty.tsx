import { Button } from '../../ui/Button.tsx';
import { GalleryEmpty } from '../GalleryEmpty.tsx';
import { type GalleryView, lookAt } from '../galleryAddress.ts';
import { isFiltered, NO_FILTER } from '../listFilter.ts';
import styles from './GalleryGrid.module.css';

/** Nothing passes the filter, or nothing was expanded yet. */
export function GridEmpty({ view }: { view: GalleryView }) {
  if (!isFiltered(view)) return <GalleryEmpty />;
  const words = view.search.trim();
  return (
    <div className={styles.empty}>
      <h2 className={styles.emptyTitle}>{words === '' ? 'Nothing found' : `Nothing found for “${words}”`}</h2>
      <p>
        {words === ''
          ? 'No results match this filter.'
          : 'Each word is looked for at the start of words in prompts and file names.'}
      </p>
      <Button onClick={() => lookAt(NO_FILTER)}>Show everything</Button>
    </div>
  );
}
