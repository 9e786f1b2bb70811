import { Check, CloudAlert, CloudUpload } from 'lucide-react';
import { MAX_UPSTREAM_BYTES } from '../domain/limits.ts';
import { fileSizeLabel, percentLabel } from '../ui/fileSizeLabel.ts';
import { Explained } from '../ui/tooltip/Explained.tsx';
import styles from './SourceLabel.module.css';
import type { OpenSource } from './sourceStore.ts';
import type { UploadState } from './useUpload.ts';

const WORDS: Record<UploadState['phase'], string> = {
  none: 'Not sent yet',
  uploading: 'Sending to the server…',
  waiting: 'Waits for the server',
  done: 'On the server',
};

const ICONS = { none: CloudUpload, uploading: CloudUpload, waiting: CloudAlert, done: Check };

/** What is open, how large it is, and how far its upload has come. */
export function SourceLabel({ source, upload }: { source: OpenSource; upload: UploadState }) {
  const Icon = ICONS[upload.phase];
  const isLarge = source.fileBytes > MAX_UPSTREAM_BYTES;
  return (
    <div className={styles.label}>
      <h1 className={styles.name}>
        <bdi>{source.name}</bdi>
      </h1>
      <span className={`${styles.figures} tabular`}>
        {source.size.width} × {source.size.height} · {fileSizeLabel(source.fileBytes)}
      </span>
      {isLarge && (
        <Explained
          className={styles.copy}
          words="The provider takes at most 10 MB. It gets a smaller copy; your own pixels go into the result untouched."
        >
          sent as a copy under {MAX_UPSTREAM_BYTES / 1e6} MB
        </Explained>
      )}
      {source.facts?.copyReasons.includes('cmyk') && (
        <Explained
          className={styles.copy}
          words="Providers take no CMYK. The image was converted to RGB once, by its own profile where it has one: the stage shows it so, and the result will be RGB."
        >
          CMYK, converted to RGB
        </Explained>
      )}
      {source.facts?.copyReasons.includes('hdr') && (
        <Explained
          className={styles.copy}
          words="Light brighter than a screen's white is cut off for the provider and on the stage. Your own pixels go into the result untouched."
        >
          HDR, shown without its highlights
        </Explained>
      )}
      <span className={styles.upload} data-phase={upload.phase}>
        <Explained className={styles.mark} words={WORDS[upload.phase]}>
          <Icon aria-hidden />
          <span className="visually-hidden">Upload</span>
          {upload.phase === 'uploading' && upload.share < 1 && (
            <span className={`${styles.share} tabular`}>{percentLabel(upload.share)}</span>
          )}
        </Explained>
        <span className="visually-hidden" role="status">
          {WORDS[upload.phase]}
        </span>
      </span>
    </div>
  );
}
