import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { lazyWithReload } from '../../api/lazyWithReload.ts';
import { followSignIns, useSignInNeeded } from '../../api/session.ts';

/** Most never see it. */
const SignIn = lazy(() =>
  lazyWithReload(() => import('./SignIn.tsx')).then(({ SignIn }) => ({ default: SignIn })),
);

/**
 * Asks to sign in where the relay wants that. The app stays as it is underneath, out of reach: what it was doing goes
 * on by itself afterwards.
 */
export function SignInGate({ children }: { children: ReactNode }) {
  const isNeeded = useSignInNeeded((state) => state.isNeeded);
  useEffect(followSignIns, []);
  return (
    <>
      {children}
      <Suspense fallback={null}>{isNeeded && <SignIn />}</Suspense>
    </>
  );
}
