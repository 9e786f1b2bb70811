import { memo, type Ref, type RefObject, useImperativeHandle } from 'react';
import styles from './GalleryGrid.module.css';
import { GridHead } from './GridHead.tsx';
import { GridTile } from './GridTile.tsx';
import type { GridLayout } from './gridLayout.ts';
import { useGridRows } from './useGridRows.ts';

export interface RowScroll {
  /** Brings a row into sight, by its number in the layout. */
  readonly scrollTo: (row: number) => void;
}

interface GridRowsProps {
  ref: Ref<RowScroll>;
  scrollerRef: RefObject<HTMLElement | null>;
  layout: GridLayout;
  selectedKeys: ReadonlySet<string>;
  tabStop: string | null;
}

/** The rows in sight. Scrolling draws them alone: what lies around them stays as it is. */
export const GridRows = memo(function GridRows({ ref, scrollerRef, layout, ...state }: GridRowsProps) {
  const { selectedKeys, tabStop } = state;
  const tabStopRow = (tabStop !== null ? layout.rowOf.get(tabStop) : undefined) ?? 0;
  const virtualizer = useGridRows(scrollerRef, layout, tabStopRow);
  useImperativeHandle(ref, () => ({ scrollTo: (row) => virtualizer.scrollToIndex(row, { align: 'auto' }) }), [
    virtualizer,
  ]);
  return virtualizer.getVirtualItems().map(({ index, key }) => {
    const row = layout.rows[index];
    if (!row) return null;
    return (
      // biome-ignore lint/a11y/useSemanticElements: a table of thousands is drawn row by row.
      // biome-ignore lint/a11y/useFocusableInteractive: its cells are.
      <div
        key={key}
        role="row"
        aria-rowindex={index + 1}
        className={styles.row}
        style={{ top: row.top, height: row.height }}
      >
        {row.kind === 'head' ? (
          <GridHead first={row.first} count={row.count} groupKey={row.key} />
        ) : (
          row.tiles.map(({ tile, left, width }) => (
            <GridTile
              key={tile.key}
              tile={tile}
              left={left}
              width={width}
              height={row.height}
              isSelected={selectedKeys.has(tile.key)}
              isTabStop={tile.key === tabStop}
            />
          ))
        )}
      </div>
    );
  });
});
