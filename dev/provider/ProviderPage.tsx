import { useQuery } from '@tanstack/react-query';
import { useDeletions } from '../../src/gallery/deletion/useDeletions.ts';
import { Gallery } from '../../src/gallery/Gallery.tsx';
import { ThemeSwitch } from '../../src/ui/ThemeSwitch.tsx';
import { AnswerList } from './AnswerList.tsx';
import styles from './Provider.module.css';
import { UpstreamLog } from './UpstreamLog.tsx';
import { readUpstream } from './upstreamControl.ts';

const LOOK_EVERY_MS = 700;

const openApp = () => void window.open('/', 'outframe-app');

/** Chooses what the fake provider answers next, beside the gallery in which it shows. For development alone. */
export function ProviderPage() {
  const deletions = useDeletions();
  const { data, refetch, isError } = useQuery({
    queryKey: ['fake upstream'],
    queryFn: readUpstream,
    refetchInterval: LOOK_EVERY_MS,
    retry: false,
  });
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <img src="/icon.svg" alt="" width={22} height={22} />
        <h1 className={styles.title}>Fake provider</h1>
        <a className={styles.link} href="/" target="outframe-app">
          Open the app
        </a>
        <a className={styles.link} href="/dev/states">
          States
        </a>
        <ThemeSwitch />
      </header>
      {data ? (
        <main className={styles.main}>
          <AnswerList onChange={() => void refetch()} />
          <UpstreamLog view={data} onChange={() => void refetch()} />
        </main>
      ) : (
        <main className={styles.missing}>
          {isError && (
            <>
              <p>No fake provider runs. Start one with</p>
              <pre className={styles.command}>npm run dev -- --provider fake</pre>
            </>
          )}
        </main>
      )}
      <aside className={styles.gallery} aria-label="Results">
        <Gallery deletions={deletions} newTaskId={null} onReuse={openApp} onOpenResult={openApp} />
      </aside>
    </div>
  );
}
