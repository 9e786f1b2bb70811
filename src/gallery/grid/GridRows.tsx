import type { VirtualItem } from '@tanstack/react-virtual';
import styles from './GalleryGrid.module.css';
import { GridHead } from './GridHead.tsx';
import { GridTile } from './GridTile.tsx';
import type { GridRow } from './gridLayout.ts';

interface GridRowsProps {
  rows: readonly GridRow[];
  shown: readonly VirtualItem[];
  selectedKeys: ReadonlySet<string>;
  tabStop: string | null;
}

/** The rows in sight. */
export function GridRows({ rows, shown, selectedKeys, tabStop }: GridRowsProps) {
  return shown.map(({ index, key }) => {
    const row = rows[index];
    if (!row) return null;
    return (
      // biome-ignore lint/a11y/useSemanticElements: a table of thousands is drawn row by row.
      // biome-ignore lint/a11y/useFocusableInteractive: its cells are.
      <div
        key={key}
        role="row"
        aria-rowindex={index + 1}
        className={styles.row}
        style={{ transform: `translateY(${row.top}px)`, height: row.height }}
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
}
