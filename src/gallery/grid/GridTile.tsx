import { type CSSProperties, memo } from 'react';
import { renditionWidth, resultImageUrl, sourceImageUrl } from '../../api/results.ts';
import { hasEnded } from '../../domain/contract/task.ts';
import { variantCount } from '../../domain/variantCount.ts';
import { StatusIcon } from '../../ui/StatusIcon.tsx';
import { thumbnailId } from '../elementIds.ts';
import { FadingImage } from '../FadingImage.tsx';
import { FlagMark } from '../FlagMark.tsx';
import { pictureFlags, sizeLabel, statusWord, wantsLook } from '../taskLabels.ts';
import styles from './GridTile.module.css';
import { RunningFacts } from './RunningFacts.tsx';
import type { Tile } from './tiles.ts';

interface GridTileProps {
  tile: Tile;
  left: number;
  width: number;
  height: number;
  isSelected: boolean;
  isTabStop: boolean;
}

/** A tile that has no room for words shows its sign alone. */
const NARROW = 104;
/** One that has no room for two figures shows one. */
const BRIEF = 220;

/** One tile. What is done with it is heard by the list around it, by the names that its parts have. */
export const GridTile = memo(function GridTile({ tile, isSelected, isTabStop, ...place }: GridTileProps) {
  const { task, result } = tile;
  const { left, width, height } = place;
  const flags = result ? pictureFlags(result) : [];
  const style: CSSProperties = { left, width, height };
  if (result?.colour) style.backgroundColor = result.colour;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of thousands is drawn row by row.
    <div
      role="gridcell"
      id={result ? thumbnailId(result.id) : `tile-${tile.key}`}
      className={styles.tile}
      style={style}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={nameOf(tile)}
      aria-selected={isSelected}
      data-tile={tile.key}
      data-status={task.status}
      data-narrow={width < NARROW}
    >
      {result ? (
        <FadingImage src={resultImageUrl(result.id, { width: pictureWidth(tile, width), format: 'webp' })} />
      ) : (
        <>
          <span className={styles.source}>
            <FadingImage src={sourceImageUrl(task.sourceId, { width: 320, format: 'webp' })} />
          </span>
          {hasEnded(task.status) ? (
            <span className={styles.word}>
              <StatusIcon status={task.status} />
              <span>{statusWord(task.status)}</span>
            </span>
          ) : (
            <RunningFacts taskId={task.id} status={task.status} isBrief={width < BRIEF} />
          )}
        </>
      )}
      {/* Their signs are drawn by the style sheet: each element less is one less to make for every tile that scrolls into sight. */}
      <i className={styles.check} data-part="check" aria-hidden />
      {flags.length > 0 && (
        <span className={styles.flag}>
          <FlagMark flags={flags} isSmall />
        </span>
      )}
      {result && <i className={styles.star} data-part="star" data-on={result.isStarred} aria-hidden />}
    </div>
  );
});

function pictureWidth({ task }: Tile, width: number): number {
  const pixels = width * window.devicePixelRatio;
  return pixels <= 320 ? 320 : (renditionWidth(pixels, task.width) ?? Math.min(task.width, 640));
}

/** Made once: making one for every tile takes longer than drawing the tile. */
const DATE_AND_TIME = new Intl.DateTimeFormat(undefined, {
  ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
  ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
});

function nameOf({ task, result }: Tile): string {
  const at = DATE_AND_TIME.format(new Date(task.createdAt));
  if (!result) return `${statusWord(task.status)}, ${sizeLabel(task)}, ${at}`;
  const count = variantCount(task);
  const place = count > 1 ? `${result.index + 1} of ${count}, ` : '';
  const look = wantsLook(result) ? ', wants a look' : '';
  return `${result.isStarred ? 'Starred result' : 'Result'} ${place}${sizeLabel(task)}, ${at}${look}`;
}
