import { type ArrivalReport, reportSentences } from '../../domain/tray/sortArrival.ts';
import { Notice } from '../../ui/Notice.tsx';
import styles from './ArrivalNotice.module.css';
import { tellArrival } from './trayStore.ts';

/** Which of many files were left out and why; nothing where all of them are open. */
export function ArrivalNotice({ report }: { report: ArrivalReport }) {
  const told = reportSentences(report);
  if (told === null) return null;
  return (
    <div className={styles.place} data-area="arrival">
      <Notice tone="note" onDismiss={() => tellArrival(null)}>
        {told.summary}
        {told.reasons.map((reason) => (
          <span key={reason} className={styles.reason}>
            {reason}
          </span>
        ))}
      </Notice>
    </div>
  );
}
