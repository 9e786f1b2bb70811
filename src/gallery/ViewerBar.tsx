import { Dialog } from '@base-ui/react/dialog';
import { Columns2, ImageUp, SquareDashed, Trash2, X } from 'lucide-react';
import { problemDetail, problemTitle } from '../domain/problem.ts';
import { resultName } from '../domain/resultName.ts';
import { IconButton } from '../ui/Button.tsx';
import { fileSizeWords } from '../ui/fileSizeWords.ts';
import type { ShownResult } from './resultWalk.ts';
import { filledAtWords, sizeWords } from './taskWords.ts';
import type { ViewerControls } from './useViewerControls.ts';
import styles from './ViewerBar.module.css';
import { ViewerDownload } from './ViewerDownload.tsx';

interface ViewerBarProps {
  shown: ShownResult;
  controls: ViewerControls;
}

export function ViewerBar({ shown: { task, result }, controls }: ViewerBarProps) {
  const count = task.results.length;
  const filledAt = filledAtWords(result);
  return (
    <header className={styles.bar}>
      <div className={styles.about}>
        <Dialog.Title className={styles.name}>{resultName(result)}</Dialog.Title>
        <Dialog.Description className={styles.facts}>
          <span>{sizeWords(result)} px</span>
          <span>{fileSizeWords(result.fileBytes)}</span>
          {filledAt !== null && <span>{filledAt}</span>}
          {result.flags.map((flag) => (
            <span key={flag} title={problemDetail(flag)}>
              {problemTitle(flag).toLowerCase()}
            </span>
          ))}
          {count > 1 && (
            <span>
              {result.index + 1} of {count}
            </span>
          )}
        </Dialog.Description>
      </div>
      <div className={styles.actions}>
        <CompareButton controls={controls} />
        <IconButton
          label="Show original area (O)"
          aria-pressed={controls.showsArea}
          onClick={controls.toggleArea}
        >
          <SquareDashed aria-hidden />
        </IconButton>
        <i className={styles.rule} />
        <IconButton label="Open result as source" onClick={controls.openAsSource}>
          <ImageUp aria-hidden />
        </IconButton>
        <IconButton
          label={count > 1 ? `Delete task and its ${count} results` : 'Delete'}
          onClick={controls.remove}
        >
          <Trash2 aria-hidden />
        </IconButton>
        <ViewerDownload size={result} onDownload={controls.download} />
        <Dialog.Close render={<IconButton label="Close (Esc)">{<X aria-hidden />}</IconButton>} />
      </div>
    </header>
  );
}

/** Shows the source alone for as long as it is held, by pointer or by key. */
function CompareButton({ controls: { isComparing, setComparing } }: { controls: ViewerControls }) {
  return (
    <IconButton
      label="Hold to see the source alone (C)"
      aria-pressed={isComparing}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setComparing(true);
      }}
      onPointerUp={() => setComparing(false)}
      onPointerCancel={() => setComparing(false)}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={({ key }) => (key === ' ' || key === 'Enter') && setComparing(true)}
      onKeyUp={() => setComparing(false)}
    >
      <Columns2 aria-hidden />
    </IconButton>
  );
}
