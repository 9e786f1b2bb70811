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
          <span>{isIntercepted ? 'Something else answers' : 'Server unreachable'}</span>
          <span className={styles.more}>
            {isIntercepted
              ? ' · open this page in a new tab, it may ask you to sign in'
              : ' · keep working, it reconnects by itself'}
          </span>
        </>
      )}
    </p>
  );
}
