import { Menu } from '@base-ui/react/menu';
import { ChevronDown, Download } from 'lucide-react';
import { MAX_FORMAT_SIDES } from '../domain/limits.ts';
import type { Size } from '../domain/side.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import type { DownloadFormat } from './downloadResults.ts';
import styles from './ViewerDownload.module.css';

const OTHER_FORMATS: readonly { format: DownloadFormat; label: string; says: string }[] = [
  { format: 'jpeg', label: 'JPEG', says: 'Smaller, no transparency' },
  { format: 'webp', label: 'WebP', says: 'Smallest, for the web' },
];

interface ViewerDownloadProps {
  size: Size;
  onDownload: (format: DownloadFormat) => void;
}

/** WebP holds no image with a longer side. */
function fits(format: DownloadFormat, { width, height }: Size): boolean {
  return format !== 'webp' || Math.max(width, height) <= MAX_FORMAT_SIDES.webp;
}

/** PNG at once, the other formats in a menu beside it. */
export function ViewerDownload({ size, onDownload }: ViewerDownloadProps) {
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
              {OTHER_FORMATS.filter(({ format }) => fits(format, size)).map(({ format, label, says }) => (
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
