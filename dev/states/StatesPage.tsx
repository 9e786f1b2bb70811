import { ThemeSwitch } from '../../src/ui/ThemeSwitch.tsx';
import { OtherBars, StageChips, SubmitBars } from './Bars.tsx';
import { CARD_SECTIONS, Cards } from './Cards.tsx';
import { Notes, Sentences } from './Notes.tsx';
import styles from './States.module.css';

type Link = readonly [id: string, label: string];

const CONTENTS: readonly (readonly [title: string, links: readonly Link[]])[] = [
  ['Cards', [...CARD_SECTIONS, ['no-tasks', 'No tasks yet']]],
  [
    'Bars',
    [
      ['submit-bar', 'Submit bar, gauge'],
      ['stage-task', 'Outcome on the stage'],
      ['bars', 'Top bar, toasts'],
    ],
  ],
  [
    'Notes',
    [
      ['notices', 'Notices'],
      ['sentences', 'Every problem'],
    ],
  ],
];

/** Cards, bars and notes in every state, without a relay. For development alone. */
export function StatesPage() {
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <p className={styles.brand}>
          <img src="/icon.svg" alt="" width={22} height={22} /> Outframe
        </p>
        <h1 className={styles.title}>States</h1>
        <ThemeSwitch />
        <nav className={styles.contents} aria-label="Contents">
          {CONTENTS.map(([title, links]) => (
            <div key={title} className={styles.group}>
              <h2 className={styles.groupTitle}>{title}</h2>
              <ul>
                {links.map(([id, label]) => (
                  <li key={id}>
                    <a className={styles.link} href={`#${id}`}>
                      {label}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
      </header>
      <main className={styles.main}>
        <Cards />
        <SubmitBars />
        <StageChips />
        <OtherBars />
        <Notes />
        <Sentences />
      </main>
    </div>
  );
}
