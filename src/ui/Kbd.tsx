import styles from './Kbd.module.css';

/** A key or a chord as it is written on the reader's keyboard. */
export function Kbd({ children }: { children: string }) {
  return <kbd className={styles.kbd}>{children}</kbd>;
}
