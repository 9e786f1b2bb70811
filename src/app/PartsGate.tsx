import type { ReactNode } from 'react';
import { useMissingPart } from '../api/missingPart.ts';
import { AppFailure } from './AppFailure.tsx';

/** The app, as long as none of its parts is given up: without one, some control in it would do nothing. */
export function PartsGate({ children }: { children: ReactNode }) {
  const isGivenUp = useMissingPart(({ missing }) => missing === 'given-up');
  return isGivenUp ? <AppFailure /> : children;
}
