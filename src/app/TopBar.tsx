import { FolderOpen, LogOut, X } from 'lucide-react';
import { signOut } from '../api/session.ts';
import { canChooseFolder, chooseFolder } from '../source/chooseFolder.ts';
import { FilePicker } from '../source/FilePicker.tsx';
import { SourceLabel } from '../source/SourceLabel.tsx';
import type { OpenSource } from '../source/sourceStore.ts';
import type { UploadState } from '../source/useUpload.ts';
import { IconButton } from '../ui/Button.tsx';
import { ThemeSwitch } from '../ui/ThemeSwitch.tsx';
import { ConnectionMark } from './ConnectionMark.tsx';
import styles from './TopBar.module.css';

interface TopBarProps {
  source: OpenSource | null;
  upload: UploadState;
  /** Who is signed in; null where nobody has to. */
  person: string | null;
  onFiles: (files: readonly File[]) => void;
  onClose: () => void;
}

export function TopBar({ source, upload, person, onFiles, onClose }: TopBarProps) {
  return (
    <header className={styles.bar} data-area="top">
      <p className={styles.name}>
        <img className={styles.mark} src="/icon.svg" alt="" width={22} height={22} />
        <span>Outframe</span>
      </p>
      <div className={styles.source}>{source && <SourceLabel source={source} upload={upload} />}</div>
      <div className={styles.actions}>
        <ConnectionMark />
        {source && <FilePicker label="Open" shrinks variant="quiet" onFiles={onFiles} />}
        {source && canChooseFolder && (
          <IconButton label="Open folder…" onClick={() => chooseFolder(onFiles)}>
            <FolderOpen aria-hidden />
          </IconButton>
        )}
        {source && (
          <IconButton label="Close the image" onClick={onClose}>
            <X aria-hidden />
          </IconButton>
        )}
        <ThemeSwitch />
        {person !== null && (
          <IconButton label={`Sign out ${person}`} onClick={() => void signOut()}>
            <LogOut aria-hidden />
          </IconButton>
        )}
      </div>
    </header>
  );
}
