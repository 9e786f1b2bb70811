import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { useTaskChanges } from '../../api/useTaskChanges.ts';
import type { Config } from '../../domain/contract/config.ts';
import { Notice } from '../../ui/Notice.tsx';
import { GRID_ID } from '../../ui/stageId.ts';
import type { DeletionQueue } from '../deletion/deletionQueue.ts';
import { GallerySkeleton } from '../GallerySkeleton.tsx';
import { type GalleryView, galleryQuery } from '../galleryAddress.ts';
import { listFilter } from '../listFilter.ts';
import { problemSentence } from '../problemSentence.ts';
import { useStars } from '../useStars.ts';
import type { TaskActions } from '../useTaskActions.ts';
import { FilterBar } from './FilterBar.tsx';
import styles from './GalleryGrid.module.css';
import { GridEmpty } from './GridEmpty.tsx';
import { GridRows, type RowScroll } from './GridRows.tsx';
import { GridTask } from './GridTask.tsx';
import { GridViewer } from './GridViewer.tsx';
import { type GridMeasures, layOutGrid, tilesInOrder } from './gridLayout.ts';
import { RefusedChanges } from './RefusedChanges.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { useGridKeys } from './useGridKeys.ts';
import { useKeptPlace } from './useKeptPlace.ts';
import { useOutlines } from './useOutlines.ts';
import { useRubberBand } from './useRubberBand.ts';
import { useScrollerWidth } from './useScrollerWidth.ts';
import { useSelection } from './useSelection.ts';
import { useTileClicks } from './useTileClicks.ts';
import { tileElement, useTileFocus } from './useTileFocus.ts';

interface GalleryGridProps {
  view: GalleryView;
  config: Config | undefined;
  actions: TaskActions;
  deletions: { hidden: ReadonlySet<string>; addAll: DeletionQueue['addAll'] };
  toast: ReactNode;
}

const NARROW = 600;
/** Firefox ends an element at 17.9 million pixels, other browsers later. */
const MAX_HEIGHT = 15_000_000;

function measuresOf(width: number): GridMeasures {
  const isNarrow = width < NARROW;
  return {
    ...{ width, maxHeight: MAX_HEIGHT, headHeight: 44 },
    ...(isNarrow ? { rowHeight: 120, gap: 3 } : { rowHeight: 208, gap: 6 }),
  };
}

/** Everything there is, all over the window: rows of pictures in their own aspects, of which only those in sight are drawn. */
export function GalleryGrid({ view, config, actions, deletions, toast }: GalleryGridProps) {
  const scrollerRef = useRef<HTMLDivElement>(null);
  const listRef = useRef<HTMLDivElement>(null);
  const width = useScrollerWidth(listRef);
  const filter = useMemo(() => listFilter(view), [view]);
  const { list, tiles, isWhole } = useOutlines(filter, deletions.hidden);
  const layout = useMemo(
    () => layOutGrid(width > 0 ? tiles : [], view.grouping, measuresOf(width)),
    [tiles, view.grouping, width],
  );
  const inOrder = useMemo(() => tilesInOrder(tiles, view.grouping), [tiles, view.grouping]);
  const selection = useSelection(tiles, layout);
  const stars = useStars();
  const changes = useTaskChanges();
  const rubberBand = useRubberBand(scrollerRef, listRef, { layout, selection });
  const focus = useTileFocus(layout, tiles[0]?.key ?? null);
  const { tabStop, setFocusedKey } = focus;
  const rowsRef = useRef<RowScroll>(null);
  useKeptPlace(scrollerRef, { list: galleryQuery(view), layout, isWhole });

  const focusTile = useCallback(
    (key: string) => {
      setFocusedKey(key);
      const at = layout.rowOf.get(key);
      if (at !== undefined) rowsRef.current?.scrollTo(at);
      requestAnimationFrame(() => tileElement(key)?.focus({ preventScroll: true }));
    },
    [layout, setFocusedKey],
  );
  const [openTaskId, onOpenTask] = useState<string | null>(null);
  const clicks = useTileClicks({ layout, selection, stars, onFocus: setFocusedKey, onOpenTask });
  const onKeyDown = useGridKeys({
    ...{ layout, tiles, tabStop, selection, stars, actions, deletions, focusTile, onOpenTask },
  });

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the tiles inside are heard here.
    <div className={styles.grid} data-covers-stage onKeyDown={onKeyDown} {...focus.handlers}>
      <FilterBar view={view} config={config} count={tiles.length} isWhole={isWhole} selection={selection} />
      <div className={styles.notices}>
        {list.error && <Notice tone="problem">{problemSentence(list.error)}</Notice>}
        {stars.problem && (
          <Notice tone="problem" onDismiss={stars.dismissProblem}>
            {problemSentence(stars.problem)}
          </Notice>
        )}
        <RefusedChanges changes={changes} />
      </div>
      <div
        ref={scrollerRef}
        id={GRID_ID}
        tabIndex={-1}
        className={styles.scroller}
        aria-busy={!isWhole}
        data-banding={rubberBand.band !== null}
        data-selecting={selection.isSelecting}
        {...rubberBand.handlers}
        {...clicks}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a table of thousands is drawn row by row. */}
        <div
          ref={listRef}
          role="grid"
          aria-label="Results"
          aria-multiselectable
          aria-rowcount={isWhole ? layout.rows.length : -1}
          className={styles.rows}
          style={{ height: layout.height }}
        >
          <GridRows
            ref={rowsRef}
            scrollerRef={scrollerRef}
            layout={layout}
            selectedKeys={selection.keys}
            tabStop={tabStop}
          />
          {rubberBand.band && <i className={styles.band} style={bandStyle(rubberBand.band)} />}
        </div>
        {list.isPending && !list.failureReason && <GallerySkeleton isGrid />}
        {isWhole && tiles.length === 0 && <GridEmpty view={view} />}
        {isWhole && layout.leftOut > 0 && (
          <p className={styles.end}>
            {layout.leftOut.toLocaleString()} older ones are further down than a browser can scroll. Search or
            filter to see them.
          </p>
        )}
      </div>
      <SelectionBar selection={selection} stars={stars} changes={changes} deletions={deletions} />
      {toast && <div className={styles.toast}>{toast}</div>}
      <GridTask
        taskId={openTaskId}
        hidden={deletions.hidden}
        config={config}
        actions={actions}
        onClose={() => onOpenTask(null)}
      />
      <GridViewer tiles={inOrder} hidden={deletions.hidden} actions={actions} toast={toast} />
    </div>
  );
}

function bandStyle({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  return { left: x, top: y, width, height };
}
