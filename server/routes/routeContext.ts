import type { Logger } from 'pino';

/** What every request carries through the app. */
export interface RouteEnv {
  Variables: {
    /** Also in the answer's `X-Request-Id`, in problems and in the log. */
    requestId: string;
    logger: Logger;
    /** Who asks; null where nobody has to sign in. Set behind the sign-in alone. */
    person: string | null;
  };
}
