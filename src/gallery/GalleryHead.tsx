import { LayoutGrid, Receipt, Search } from 'lucide-react';
import type { Config } from '../domain/contract.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Gallery.module.css';
import { lookAt } from './galleryAddress.ts';
import { wishToSearch } from './searchWish.ts';
import { hasPaidProvider } from './taskLabels.ts';

/** Above the column: the ways to one result among all, to everything at once, and to what it cost. */
export function GalleryHead({ config }: { config: Config | undefined }) {
  return (
    <header className={styles.head}>
      <Button
        size="s"
        variant="quiet"
        className={styles.first}
        title="Search in prompts and file names · /"
        icon={<Search aria-hidden />}
        onClick={wishToSearch}
      >
        Search
      </Button>
      {hasPaidProvider(config) && (
        <Button
          size="s"
          variant="quiet"
          icon={<Receipt aria-hidden />}
          onClick={() => lookAt({ screen: 'costs' })}
        >
          Costs
        </Button>
      )}
      <Button
        size="s"
        variant="quiet"
        title="Filter and select · G"
        icon={<LayoutGrid aria-hidden />}
        onClick={() => lookAt({ screen: 'grid' })}
      >
        All results
      </Button>
    </header>
  );
}
