import { LayoutGrid, Receipt, Search, Star } from 'lucide-react';
import type { Config } from '../domain/contract/config.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { FilterChoice } from './FilterChoice.tsx';
import styles from './Gallery.module.css';
import { type GalleryView, lookAt, STATES } from './galleryAddress.ts';
import { isFiltered, NO_FILTER, STATE_WORDS } from './listFilter.ts';
import { wishToSearch } from './searchWish.ts';
import { hasPaidProvider } from './taskLabels.ts';

/** Above the column: what of everything is in it, and the ways to the search, to the costs and to the grid. */
export function GalleryHead({ view, config }: { view: GalleryView; config: Config | undefined }) {
  return (
    <header className={styles.head}>
      <div className={styles.ways}>
        <FilterChoice
          label="State"
          value={view.state}
          words={STATE_WORDS}
          all="Any state"
          values={STATES}
          onChoose={(state) => lookAt({ state })}
        />
        <IconButton
          size="s"
          label="Starred"
          aria-pressed={view.isStarred}
          onClick={() => lookAt({ isStarred: !view.isStarred })}
        >
          <Star aria-hidden />
        </IconButton>
        <span className={styles.end}>
          <IconButton size="s" label="Search" keys="/" onClick={wishToSearch}>
            <Search aria-hidden />
          </IconButton>
          {hasPaidProvider(config) && (
            <IconButton size="s" label="Costs" onClick={() => lookAt({ screen: 'costs' })}>
              <Receipt aria-hidden />
            </IconButton>
          )}
          <Button
            size="s"
            variant="quiet"
            icon={<LayoutGrid aria-hidden />}
            aria-label="All results"
            data-tip="All results"
            data-keys="G"
            onClick={() => lookAt({ screen: 'grid' })}
          >
            All
          </Button>
        </span>
      </div>
      {isFiltered(view) && (
        <Button size="s" variant="quiet" className={styles.everything} onClick={() => lookAt(NO_FILTER)}>
          {view.search === '' ? 'Show everything' : `“${view.search}” · Show everything`}
        </Button>
      )}
    </header>
  );
}
