import { useQuery } from '@tanstack/react-query';
import { Columns2, Receipt, Search, SquareCheck, Star, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { typedFormatsQuery } from '../../api/typedFormats.ts';
import type { Config } from '../../domain/contract/config.ts';
import { PROVIDER_NAMES } from '../../domain/contract/provider.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { debounce } from '../../ui/debounce.ts';
import { FilterChoice } from '../FilterChoice.tsx';
import { filterFormats } from '../filterFormats.ts';
import { type GalleryView, GROUPINGS, lookAt, STATES } from '../galleryAddress.ts';
import { isFiltered, NO_FILTER, STATE_WORDS } from '../listFilter.ts';
import { grantSearch, useSearchWish } from '../searchWish.ts';
import { hasPaidProvider, providerLabel } from '../taskLabels.ts';
import styles from './FilterBar.module.css';
import type { GridSelection } from './useSelection.ts';

interface FilterBarProps {
  view: GalleryView;
  config: Config | undefined;
  /** Tiles of the list, as far as it is loaded. */
  count: number;
  isWhole: boolean;
  selection: Pick<GridSelection, 'isSelecting' | 'begin' | 'clear'>;
}

const GROUP_WORDS = { day: 'By day', source: 'By source', plain: 'Plain' } as const;

/** What of everything is shown, and in which order. All of it stands in the address. */
export function FilterBar({ view, config, count, isWhole, selection }: FilterBarProps) {
  return (
    <search className={styles.bar} aria-label="Results">
      <SearchField search={view.search} />
      <div className={styles.filters}>
        <Filters view={view} config={config} />
        <span className={styles.count} role="status">
          {`${count.toLocaleString()}${isWhole ? '' : '…'}`}
        </span>
        <FilterChoice
          label="Order"
          value={view.grouping}
          words={GROUP_WORDS}
          all={null}
          values={GROUPINGS}
          onChoose={(grouping) => grouping && lookAt({ grouping })}
        />
      </div>
      <IconButton
        size="s"
        label="Select several"
        className={styles.select}
        aria-pressed={selection.isSelecting}
        onClick={selection.isSelecting ? selection.clear : selection.begin}
      >
        <SquareCheck aria-hidden />
      </IconButton>
      {hasPaidProvider(config) && (
        <IconButton size="s" label="Costs" onClick={() => lookAt({ screen: 'costs' })}>
          <Receipt aria-hidden />
        </IconButton>
      )}
      <IconButton size="s" label="Back to the stage" keys="G" onClick={() => lookAt({ screen: null })}>
        <Columns2 aria-hidden />
      </IconButton>
    </search>
  );
}

function Filters({ view, config }: Pick<FilterBarProps, 'view' | 'config'>) {
  const providers = PROVIDER_NAMES.filter(
    (name) => name === view.provider || config?.providers.some((each) => each.name === name),
  );
  const typed = useQuery(typedFormatsQuery).data ?? [];
  const formats = filterFormats(view.format, typed);
  return (
    <>
      <FilterChoice
        label="State"
        value={view.state}
        words={STATE_WORDS}
        all="Any state"
        values={STATES}
        onChoose={(state) => lookAt({ state })}
      />
      {providers.length > 1 && (
        <FilterChoice
          label="Provider"
          value={view.provider}
          words={Object.fromEntries(providers.map((name) => [name, providerLabel(name, config)]))}
          all="Any provider"
          values={providers}
          onChoose={(provider) => lookAt({ provider })}
        />
      )}
      <FilterChoice
        label="Format"
        value={view.format}
        words={Object.fromEntries(formats.map(({ id, name }) => [id, name]))}
        all="Any format"
        values={formats.map(({ id }) => id)}
        onChoose={(format) => lookAt({ format })}
      />
      <Button
        size="s"
        variant="quiet"
        aria-pressed={view.isStarred}
        icon={<Star aria-hidden />}
        onClick={() => lookAt({ isStarred: !view.isStarred })}
      >
        Starred
      </Button>
      {view.source !== null && (
        <Button size="s" icon={<X aria-hidden />} onClick={() => lookAt({ source: null })}>
          One source
        </Button>
      )}
      {view.batch !== null && (
        <Button size="s" icon={<X aria-hidden />} onClick={() => lookAt({ batch: null })}>
          One batch
        </Button>
      )}
      {isFiltered(view) && (
        <Button size="s" variant="quiet" onClick={() => lookAt(NO_FILTER)}>
          Show everything
        </Button>
      )}
    </>
  );
}

const REST_MS = 200;

function SearchField({ search }: { search: string }) {
  const [text, setText] = useState(search);
  const [known, setKnown] = useState(search);
  const typed = useRef(search);
  const [asking] = useState(() => debounce(REST_MS, () => lookAt({ search: typed.current })));
  useEffect(() => asking.stop, [asking]);
  const inputRef = useRef<HTMLInputElement>(null);
  const isWished = useSearchWish((state) => state.isWished);
  useEffect(() => {
    if (!isWished) return;
    inputRef.current?.focus();
    inputRef.current?.select();
    grantSearch();
  }, [isWished]);
  // Back, or «Show everything».
  if (known !== search) {
    setKnown(search);
    if (search.trim() !== text.trim()) setText(search);
  }
  return (
    <label className={styles.search}>
      <Search aria-hidden />
      <span className="visually-hidden">Search in prompts and file names</span>
      <input
        ref={inputRef}
        type="search"
        className={styles.input}
        placeholder="Prompt or file name"
        value={text}
        maxLength={200}
        onChange={({ target }) => {
          setText(target.value);
          typed.current = target.value;
          asking.ask();
        }}
      />
    </label>
  );
}
