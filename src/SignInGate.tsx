import { type ReactNode, useEffect } from 'react';
import { followSignIns, useSignInNeeded } from './api/session.ts';
import { SignIn } from './SignIn.tsx';

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
      {isNeeded && <SignIn />}
    </>
  );
}
