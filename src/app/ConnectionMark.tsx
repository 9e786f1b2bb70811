import { useConnection } from '../api/connection.ts';
import styles from './ConnectionMark.module.css';

/** Says when the relay is not at hand; a connection that works needs no words. */
export function ConnectionMark() {
  const connection = useConnection((state) => state.connection);
  const isOffline = connection === 'offline';
  return (
    <p className={styles.mark} role="status" data-offline={isOffline}>
      {isOffline && (
        <>
          <i className={styles.dot} aria-hidden />
          <span>Server unreachable</span>
          <span className={styles.more}> · keep working, it reconnects by itself</span>
        </>
      )}
    </p>
  );
}
