import { useConnection } from '../api/connection.ts';
import styles from './ConnectionMark.module.css';

/** Says when the relay is not at hand; a connection that works needs no words. */
export function ConnectionMark() {
  const { connection, isIntercepted } = useConnection();
  const isOffline = connection === 'offline';
  return (
    <p className={styles.mark} role="status" data-offline={isOffline}>
      {isOffline && (
        <>
          <i className={styles.dot} aria-hidden />
          {isIntercepted ? <Intercepted /> : <Away />}
        </>
      )}
    </p>
  );
}

function Away() {
  return (
    <>
      <span>Server unreachable</span>
      <span className={styles.more}> · keep working, it reconnects by itself</span>
    </>
  );
}

/** Nothing goes on until somebody sees what that is: on narrow screens the way there stands below. */
function Intercepted() {
  return (
    <span className={styles.intercepted}>
      <span>Something else answers</span>
      <a href="/" target="_blank" rel="noreferrer">
        See it in a new tab
      </a>
    </span>
  );
}
