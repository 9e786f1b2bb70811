import styles from './ViewTabs.module.css';

export type View = 'edit' | 'results';

const LABELS: Record<View, string> = { edit: 'Edit', results: 'Results' };

/** Chooses between panel and results where there is no room for both. */
export function ViewTabs({ view, onView }: { view: View; onView: (view: View) => void }) {
  return (
    <nav className={styles.tabs} aria-label="Side panel">
      {(['edit', 'results'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className={styles.tab}
          aria-pressed={view === each}
          onClick={() => onView(each)}
        >
          {LABELS[each]}
        </button>
      ))}
    </nav>
  );
}
