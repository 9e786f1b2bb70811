import { Button } from '../ui/Button.tsx';
import styles from './AppFailure.module.css';

/** Shown in place of the app when drawing it failed: what a reload keeps, and the reload. */
export function AppFailure() {
  return (
    <main className={styles.failure} role="alert">
      <h1 className={styles.title}>Something in the app broke</h1>
      <p>Your image, its sides, the prompt and every task are kept. Load the page again to go on.</p>
      <Button variant="primary" onClick={() => location.reload()}>
        Load again
      </Button>
    </main>
  );
}
