import type { Config } from '../../domain/contract/config.ts';
import type { Balances, LedgerSumsRow } from '../../domain/contract/ledger.ts';
import { providerLabel } from '../taskLabels.ts';
import styles from './LedgerScreen.module.css';
import { deductedLabel, failedLabel, leftLabel, statedHead } from './ledgerWords.ts';

interface LedgerTotalsProps {
  total: LedgerSumsRow;
  balances: Balances['balances'];
  config: Config | undefined;
  /** Of one image, as stated. */
  price: string | null;
}

/** The sums of everything shown, each with what it rests on. */
export function LedgerTotals({ total, balances, config, price }: LedgerTotalsProps) {
  const images = count(total.statedImages, 'image');
  return (
    <dl className={styles.totals}>
      <Total name="Deducted" value={deductedLabel(total) ?? 'Not told'} note="as the providers report" />
      {total.statedImages > 0 && (
        <Total
          name={statedHead(total)}
          value={total.statedCost ?? images}
          note={
            total.statedCost === null
              ? 'no price is stated to count them at'
              : `for ${images} at ${price}, whose charge was not told`
          }
        />
      )}
      <Total name="Images" value={total.images.toLocaleString()} note={`in ${count(total.tasks, 'task')}`} />
      {total.failedCharged + total.failedUncharged > 0 && (
        <Total
          name="Failed"
          value={count(total.failedCharged + total.failedUncharged, 'task')}
          note={
            total.failedCharged > 0
              ? `${failedLabel(total)}; charges are included in what was deducted`
              : 'no provider told of a charge'
          }
        />
      )}
      {total.open > 0 && (
        <Total name="Open" value={count(total.open, 'task')} note="under way or unresolved" />
      )}
      {balances.flatMap(({ provider, packages }) =>
        packages.map((each) => (
          <Total
            key={`${provider} ${each.name}`}
            name="Left"
            value={leftLabel(each)}
            note={`${each.name}, as ${providerLabel(provider, config)} said some hours ago`}
          />
        )),
      )}
    </dl>
  );
}

function Total({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <div className={styles.total}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{value}</dd>
      <dd className={styles.note}>{note}</dd>
    </div>
  );
}

function count(number: number, word: string): string {
  return `${number.toLocaleString()} ${number === 1 ? word : `${word}s`}`;
}
