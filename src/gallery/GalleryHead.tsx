import { LayoutGrid, Receipt } from 'lucide-react';
import type { Config } from '../domain/contract.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Gallery.module.css';
import { lookAt } from './galleryAddress.ts';
import { hasPaidProvider } from './taskLabels.ts';

/** Above the column: the ways to everything at once, and to what it cost. */
export function GalleryHead({ config }: { config: Config | undefined }) {
  return (
    <header className={styles.head}>
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
        title="Search, filter and select · G"
        icon={<LayoutGrid aria-hidden />}
        onClick={() => lookAt({ screen: 'grid' })}
      >
        All results
      </Button>
    </header>
  );
}
