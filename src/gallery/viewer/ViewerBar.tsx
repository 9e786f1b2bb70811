import { Dialog } from '@base-ui/react/dialog';
import {
  Download,
  Ellipsis,
  Eye,
  FileOutput,
  ImageUp,
  LayoutGrid,
  SquareDashed,
  SquareSplitHorizontal,
  Star,
  Trash2,
  X,
} from 'lucide-react';
import { useState } from 'react';
import { problemDetail } from '../../domain/problem.ts';
import { resultName } from '../../domain/resultName.ts';
import { variantCount } from '../../domain/variantCount.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { fileSizeLabel } from '../../ui/fileSizeLabel.ts';
import { tip } from '../../ui/tip.ts';
import { borderLabel, borderTip, filledAtLabel, sizeLabel } from '../taskLabels.ts';
import { CopyButton } from './CopyButton.tsx';
import { DetailsButton } from './DetailsButton.tsx';
import type { ShownResult } from './resultWalk.ts';
import { ShareButton } from './ShareButton.tsx';
import type { ViewerControls } from './useViewerControls.ts';
import styles from './ViewerBar.module.css';

interface ViewerBarProps {
  shown: ShownResult;
  controls: ViewerControls;
}

export function ViewerBar({ shown: { task, result }, controls }: ViewerBarProps) {
  const count = task.results.length;
  const filledAt = filledAtLabel(result);
  const { shownStep } = controls.steps;
  /** Where there is room for a row of buttons alone. */
  const [showsAll, setShowsAll] = useState(false);
  const [showsDetails, setShowsDetails] = useState(false);
  /** Where the details were asked for, if not by their own button, which is hidden on a phone. */
  const [detailsAskedBy, setDetailsAskedBy] = useState<HTMLElement | null>(null);
  return (
    <header className={styles.bar}>
      <div className={styles.about}>
        <Dialog.Title className={styles.name}>
          <bdi>{resultName(task, result)}</bdi>
        </Dialog.Title>
        <Dialog.Description className={styles.facts}>
          {count > 1 && (
            <span>
              {result.index + 1} of {variantCount(task)}
            </span>
          )}
          <span>{sizeLabel(result)} px</span>
          <span>{fileSizeLabel(result.fileBytes)}</span>
          {result.proof !== null && (
            <button
              type="button"
              className={styles.border}
              aria-haspopup="dialog"
              {...tip(borderTip(result.proof.quality))}
              onClick={({ currentTarget }) => {
                setDetailsAskedBy(currentTarget);
                setShowsDetails(true);
              }}
            >
              {borderLabel(result.proof.quality)}
            </button>
          )}
          {filledAt !== null && <span>{filledAt}</span>}
        </Dialog.Description>
      </div>
      <div className={styles.actions}>
        {count > 1 && (
          <IconButton
            label="Variants side by side"
            keys="N"
            aria-keyshortcuts="N"
            aria-pressed={controls.isSurveying}
            onClick={() => controls.setSurveying(!controls.isSurveying)}
          >
            <LayoutGrid aria-hidden />
          </IconButton>
        )}
        <IconButton
          label="Before and after"
          keys="B"
          aria-keyshortcuts="B"
          aria-pressed={controls.isWiping}
          onClick={controls.toggleWipe}
        >
          <SquareSplitHorizontal aria-hidden />
        </IconButton>
        <div className={styles.seldom} data-shown={showsAll}>
          <CompareButton controls={controls} />
          <IconButton
            label="Show original area"
            keys="O"
            aria-keyshortcuts="O"
            aria-pressed={controls.showsArea}
            onClick={controls.toggleArea}
          >
            <SquareDashed aria-hidden />
          </IconButton>
          <i className={styles.rule} />
          <IconButton
            label={shownStep ? `Open step ${shownStep.index + 1} as source` : 'Open result as source'}
            onClick={controls.openAsSource}
          >
            <ImageUp aria-hidden />
          </IconButton>
          <IconButton
            label={count > 1 ? 'Delete this result' : 'Delete'}
            keys="Del"
            aria-keyshortcuts="Delete"
            onClick={controls.remove}
          >
            <Trash2 aria-hidden />
          </IconButton>
          <DetailsButton
            task={task}
            result={result}
            isOpen={showsDetails}
            askedBy={detailsAskedBy}
            onOpen={(isOpen) => {
              if (isOpen) setDetailsAskedBy(null);
              setShowsDetails(isOpen);
            }}
          />
          <CopyButton key={`copy ${result.id}`} result={result} onPress={controls.showResult} />
        </div>
        <IconButton
          label="Star"
          keys="S"
          aria-keyshortcuts="S"
          aria-pressed={result.isStarred}
          onClick={controls.toggleStar}
        >
          <Star className={styles.star} aria-hidden />
        </IconButton>
        <ShareButton key={result.id} task={task} result={result} onPress={controls.showResult} />
        <IconButton label="Download PNG" keys="D" aria-keyshortcuts="D" onClick={controls.download}>
          <Download aria-hidden />
        </IconButton>
        <IconButton
          label={showsAll ? 'Fewer actions' : 'More actions'}
          className={styles.more}
          aria-expanded={showsAll}
          onClick={() => setShowsAll(!showsAll)}
        >
          <Ellipsis aria-hidden />
        </IconButton>
        <Button
          variant="primary"
          icon={<FileOutput aria-hidden />}
          {...tip('Size, type and name of the file', 'E')}
          aria-haspopup="dialog"
          onClick={controls.deliver}
        >
          Deliver
        </Button>
      </div>
      <Dialog.Close
        render={
          <IconButton label="Close" keys="Esc" aria-keyshortcuts="Escape">
            {<X aria-hidden />}
          </IconButton>
        }
      />
      <div className={styles.flags} role="status">
        {result.flags.map((flag) => (
          <p key={flag}>{problemDetail(flag)}</p>
        ))}
      </div>
    </header>
  );
}

/** Shows the source alone for as long as it is held, by pointer or by key. */
function CompareButton({ controls: { isComparing, setComparing } }: { controls: ViewerControls }) {
  return (
    <IconButton
      label="Hold to see the source alone"
      keys="C"
      aria-keyshortcuts="C"
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
      <Eye aria-hidden />
    </IconButton>
  );
}
