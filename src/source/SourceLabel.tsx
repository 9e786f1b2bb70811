import { Check, CloudAlert, CloudUpload } from 'lucide-react';
import { MAX_UPSTREAM_BYTES } from '../domain/limits.ts';
import styles from './SourceLabel.module.css';
import type { OpenSource } from './sourceStore.ts';
import type { UploadPhase } from './useUpload.ts';

const WORDS: Record<UploadPhase, string> = {
  none: '',
  uploading: 'Sending to the relay…',
  waiting: 'Waits for the relay',
  done: 'On the relay',
};

const ICONS = {
  none: CloudUpload,
  uploading: CloudUpload,
  waiting: CloudAlert,
  done: Check,
  refused: CloudAlert,
};

/** What is open, how large it is, and how far its upload has come. */
export function SourceLabel({ source, upload }: { source: OpenSource; upload: UploadPhase }) {
  const Icon = ICONS[upload];
  const isLarge = source.fileBytes > MAX_UPSTREAM_BYTES;
  return (
    <div className={styles.label}>
      <h1 className={styles.name}>{source.name}</h1>
      <span className={`${styles.figures} tabular`}>
        {source.size.width} × {source.size.height} · {megabytes(source.fileBytes)}
      </span>
      {isLarge && (
        <span
          className={styles.copy}
          title="The provider takes at most 10 MB. It gets a smaller copy; your own pixels go into the result untouched."
        >
          sent as a copy under {MAX_UPSTREAM_BYTES / 1e6} MB
        </span>
      )}
      <span className={styles.upload} data-phase={upload} title={WORDS[upload]}>
        <Icon aria-hidden />
        <span className="spoken" role="status">
          {WORDS[upload]}
        </span>
      </span>
    </div>
  );
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
