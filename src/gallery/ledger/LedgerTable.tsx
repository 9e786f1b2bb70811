import type { Ledger, LedgerRow } from '../../domain/contract/ledger.ts';
import styles from './LedgerScreen.module.css';
import { deductedLabel, failedLabel, rowLabel, statedHead, statedLabel } from './ledgerWords.ts';

const HEADS = { day: 'Day', month: 'Month', person: 'Person', batch: 'Batch' } as const;

type Column = readonly [name: string, value: (row: LedgerRow) => string | null];

const columnsOf = ({ total }: Ledger): readonly Column[] => [
  ['Tasks', ({ tasks }) => tasks.toLocaleString()],
  ['Images', ({ images }) => images.toLocaleString()],
  ['Deducted', deductedLabel],
  [statedHead(total), statedLabel],
  ['Failed', failedLabel],
  ['Open', ({ open }) => (open > 0 ? open.toLocaleString() : null)],
];

/** The sums one below the other. */
export function LedgerTable({ ledger }: { ledger: Ledger }) {
  const { by, rows } = ledger;
  const columns = columnsOf(ledger);
  const now = new Date();
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <thead>
          <tr>
            {[HEADS[by], ...columns.map(([name]) => name)].map((name) => (
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
              {columns.map(([name, value]) => (
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
