import { useQuery } from '@tanstack/react-query';
import { ImageOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useConnection } from '../api/connection.ts';
import { imageCheckQuery, mayPass } from '../api/imageCheck.ts';
import { ProblemError } from '../domain/problem.ts';
import styles from './FadingImage.module.css';

interface MissingImageProps {
  src: string;
  /** How often it did not come. */
  failures: number;
  isLoaded: boolean;
  /** Another layer says why. */
  isSilent: boolean;
  /** Another part says why. */
  isSignOnly: boolean;
  /** The image once more. */
  children: ReactNode;
}

/** What comes whole again and again and still does not show is nothing that this browser reads. */
const MAX_FAILURES = 3;

/** The place of an image that did not come, with the reason; the image, as soon as it can be had. */
export function MissingImage({ src, failures, isLoaded, children, ...telling }: MissingImageProps) {
  const connection = useConnection((state) => state.connection);
  const isOurs = src.startsWith('/api/');
  const isGivenUp = !isOurs || failures > MAX_FAILURES;
  const check = useQuery({
    // A server that has come back is asked at once.
    ...imageCheckQuery(src, `${failures} ${connection}`),
    enabled: !isGivenUp && !isLoaded,
  });
  if (isLoaded || (check.isSuccess && !isGivenUp)) return children;
  if (telling.isSilent) return null;
  const words = isGivenUp ? 'This image cannot be shown here.' : wordsFor(check.failureReason);
  return (
    <span className={styles.missing}>
      <span className={styles.plate}>
        <ImageOff aria-hidden />
        {!telling.isSignOnly && <span className={styles.reason}>{words}</span>}
      </span>
    </span>
  );
}

function wordsFor(reason: Error | null): string {
  if (!(reason instanceof ProblemError)) return 'This image could not be loaded.';
  return mayPass(reason) ? `${reason.detail} Trying again.` : reason.detail;
}
