import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Columns2, Download } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { balancesQuery, followCosts, ledgerQuery, saveLedger } from '../../api/ledger.ts';
import type { Config } from '../../domain/contract/config.ts';
import type { Ledger } from '../../domain/contract/ledger.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ListChoice } from '../../ui/ListChoice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { GRID_ID } from '../../ui/stageId.ts';
import { type GalleryView, lookAt, SPANS, SUMMED_BY } from '../galleryAddress.ts';
import { problemSentence } from '../problemSentence.ts';
import styles from './LedgerScreen.module.css';
import { LedgerTable } from './LedgerTable.tsx';
import { LedgerTotals } from './LedgerTotals.tsx';
import { firstDay } from './ledgerWords.ts';

const BY_WORDS = { day: 'By day', month: 'By month', person: 'By person', batch: 'By batch' } as const;
const SPAN_WORDS = { month: 'This month', year: 'This year', all: 'All time' } as const;

interface LedgerScreenProps {
  view: GalleryView;
  config: Config | undefined;
}

/** What everything cost: what the providers say, what the stated price comes to, and what failed. */
export function LedgerScreen({ view: { summedBy, span }, config }: LedgerScreenProps) {
  const wanted = { by: summedBy, from: firstDay(span, new Date()) };
  const { data: ledger, error, refetch, isPending } = useQuery(ledgerQuery(wanted));
  const client = useQueryClient();
  useEffect(() => followCosts(client), [client]);
  const bodyRef = useRef<HTMLDivElement>(null);
  // What had the focus lies below this.
  useEffect(() => bodyRef.current?.focus({ preventScroll: true }), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc anywhere in it goes back.
    <div className={styles.screen} data-covers-stage onKeyDown={leaveOnEscape}>
      <header className={styles.bar}>
        <h2 className={styles.title}>Costs</h2>
        <fieldset className={styles.choices}>
          <legend className="visually-hidden">Sums</legend>
          {SUMMED_BY.map((by) => (
            <Button
              key={by}
              size="s"
              variant={by === summedBy ? 'plain' : 'quiet'}
              aria-pressed={by === summedBy}
              onClick={() => lookAt({ summedBy: by })}
            >
              {BY_WORDS[by]}
            </Button>
          ))}
        </fieldset>
        <ListChoice
          size="s"
          label="Time"
          value={span}
          groups={[{ choices: SPANS.map((value) => ({ value, label: SPAN_WORDS[value] })) }]}
          onChoose={(next) => lookAt({ span: next })}
        />
        <span className={styles.end}>
          <Button
            size="s"
            icon={<Download aria-hidden />}
            disabled={!ledger || ledger.total.tasks === 0}
            onClick={() => saveLedger(wanted)}
          >
            CSV
          </Button>
          <IconButton size="s" label="Back to the stage" keys="Esc" onClick={leave}>
            <Columns2 aria-hidden />
          </IconButton>
        </span>
      </header>
      <div ref={bodyRef} id={GRID_ID} tabIndex={-1} className={styles.body} aria-busy={isPending}>
        {error && (
          <Notice
            tone="problem"
            title="The costs could not be summed up"
            actions={
              <Button size="s" onClick={() => void refetch()}>
                Try again
              </Button>
            }
          >
            {problemSentence(error)}
          </Notice>
        )}
        {ledger && <Sums ledger={ledger} span={span} config={config} />}
      </div>
    </div>
  );
}

interface SumsProps {
  ledger: Ledger;
  span: GalleryView['span'];
  config: Config | undefined;
}

function Sums({ ledger, span, config }: SumsProps) {
  const { balances } = useQuery(balancesQuery).data ?? { balances: [] };
  if (ledger.total.tasks === 0) {
    return (
      <div className={styles.empty}>
        <h3 className={styles.emptyTitle}>Nothing was paid for{span === 'all' ? ' yet' : ''}</h3>
        <p>
          {span === 'all'
            ? 'What paid providers deduct for your images is summed up here. The built-in engine is free.'
            : 'No paid provider was asked in this time.'}
        </p>
        {span !== 'all' && <Button onClick={() => lookAt({ span: 'all' })}>Show all time</Button>}
      </div>
    );
  }
  return (
    <div className={styles.sums}>
      <LedgerTotals
        total={ledger.total}
        balances={balances}
        config={config}
        price={config?.pricePerImage ?? null}
      />
      <LedgerTable ledger={ledger} />
    </div>
  );
}

function leave(): void {
  lookAt({ screen: null });
}

/** A list that lies over it closes by the same key, and by that alone. */
function leaveOnEscape({ key, defaultPrevented, currentTarget, target }: KeyboardEvent): void {
  const isInside = target instanceof Node && currentTarget.contains(target);
  if (key === 'Escape' && isInside && !defaultPrevented) leave();
}
