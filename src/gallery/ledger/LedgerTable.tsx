import type { Ledger, LedgerRow } from '../../domain/contract/ledger.ts';
import styles from './LedgerScreen.module.css';
import { deductedLabel, failedLabel, rowLabel, statedLabel } from './ledgerWords.ts';

const HEADS = { day: 'Day', month: 'Month', person: 'Person', batch: 'Batch' } as const;

const COLUMNS: readonly (readonly [string, (row: LedgerRow) => string | null])[] = [
  ['Tasks', ({ tasks }) => tasks.toLocaleString()],
  ['Images', ({ images }) => images.toLocaleString()],
  ['Deducted', deductedLabel],
  ['At the stated price', statedLabel],
  ['Failed', failedLabel],
  ['Open', ({ open }) => (open > 0 ? open.toLocaleString() : null)],
];

/** The sums one below the other. */
export function LedgerTable({ ledger: { by, rows } }: { ledger: Ledger }) {
  const now = new Date();
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <thead>
          <tr>
            {[HEADS[by], ...COLUMNS.map(([name]) => name)].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{rowLabel(by, row, now)}</th>
              {COLUMNS.map(([name, value]) => (
                <td key={name} data-name={name}>
                  {value(row) ?? <span className={styles.none}>–</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
