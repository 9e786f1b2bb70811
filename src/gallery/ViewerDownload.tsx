import { Menu } from '@base-ui/react/menu';
import { ChevronDown, Download } from 'lucide-react';
import { Button, IconButton } from '../ui/Button.tsx';
import type { DownloadFormat } from './downloadResults.ts';
import styles from './ViewerDownload.module.css';

const OTHER_FORMATS: readonly { format: DownloadFormat; label: string; says: string }[] = [
  { format: 'jpeg', label: 'JPEG', says: 'Smaller, no transparency' },
  { format: 'webp', label: 'WebP', says: 'Smallest, for the web' },
];

/** PNG at once, the other formats in a menu beside it. */
export function ViewerDownload({ onDownload }: { onDownload: (format: DownloadFormat) => void }) {
  return (
    <div className={styles.split}>
      <Button
        variant="primary"
        className={styles.main}
        icon={<Download aria-hidden />}
        onClick={() => onDownload('png')}
      >
        <span className={styles.word}>Download</span> PNG
      </Button>
      <Menu.Root>
        <Menu.Trigger
          render={
            <IconButton label="Other formats" variant="primary" className={styles.other}>
              <ChevronDown aria-hidden />
            </IconButton>
          }
        />
        <Menu.Portal>
          <Menu.Positioner className={styles.positioner} side="bottom" align="end" sideOffset={6}>
            <Menu.Popup className={styles.menu}>
              {OTHER_FORMATS.map(({ format, label, says }) => (
                <Menu.Item key={format} className={styles.item} onClick={() => onDownload(format)}>
                  <span>{label}</span>
                  <span className={styles.says}>{says}</span>
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  );
}
