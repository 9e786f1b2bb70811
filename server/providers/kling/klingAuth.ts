import { SignJWT } from 'jose';
import { Secret } from '../../secret.ts';

/** What an upstream is convinced with. */
export type KlingCredentials =
  | { readonly kind: 'bearer'; readonly key: Secret }
  | { readonly kind: 'jwt'; readonly accessKey: Secret; readonly secretKey: Secret };

/** Makes the `Authorization` of each call. */
export interface KlingAuth {
  token(): Promise<string>;
  /** Signs by the provider's clock from now on, milliseconds since 1970. False when the clocks agree, or nothing is signed. */
  setClockBy(providerMs: number): boolean;
  /** Forgets the present token. False when there is no other to be had. */
  renew(): boolean;
  /** A text of others without anything that lets anybody in. */
  redactIn(text: string): string;
}

const TOKEN_SECONDS = 1800;
/** Kling's own sample starts its tokens this much earlier, for clocks that are behind. */
const EARLY_SECONDS = 5;
/** A token is used no longer than this, so that none ends on its way. */
const RENEW_AFTER_SECONDS = 1500;

/** An answer takes its time, and says whole seconds. */
const CLOCKS_AGREE_MS = 5000;

/** Whether clocks differ by more than an answer's way and its rounding. */
export function clocksDiffer(aheadMs: number): boolean {
  return Math.abs(aheadMs) > CLOCKS_AGREE_MS;
}

/** @param now the clock of this machine; Kling refuses tokens of a wrong one, and tells its own time with every answer */
export function createKlingAuth(credentials: KlingCredentials, now: () => Date): KlingAuth {
  if (credentials.kind === 'bearer') {
    const { key } = credentials;
    return {
      token: async () => key.reveal(),
      setClockBy: () => false,
      renew: () => false,
      redactIn: (text) => key.redactIn(text),
    };
  }
  const { accessKey, secretKey } = credentials;
  /** How far this machine's clock is ahead of the provider's. */
  let aheadMs = 0;
  let present: { readonly token: Secret; readonly signedAt: number } | null = null;
  return {
    token: async () => {
      const seconds = Math.floor((now().getTime() - aheadMs) / 1000);
      const age = present === null ? Number.POSITIVE_INFINITY : seconds - present.signedAt;
      if (present === null || age >= RENEW_AFTER_SECONDS || age < 0) {
        present = { token: new Secret(await sign(accessKey, secretKey, seconds)), signedAt: seconds };
      }
      return present.token.reveal();
    },
    setClockBy: (providerMs) => {
      const nowAheadMs = now().getTime() - providerMs;
      if (!clocksDiffer(nowAheadMs - aheadMs)) return false;
      aheadMs = nowAheadMs;
      return true;
    },
    renew: () => {
      present = null;
      return true;
    },
    redactIn: (text) =>
      [accessKey, secretKey, ...(present === null ? [] : [present.token])].reduce(
        (rest, secret) => secret.redactIn(rest),
        text,
      ),
  };
}

/** JWT as Kling's authentication page asks for: HS256, `iss` the access key, half an hour. */
function sign(accessKey: Secret, secretKey: Secret, seconds: number): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(accessKey.reveal())
    .setExpirationTime(seconds + TOKEN_SECONDS)
    .setNotBefore(seconds - EARLY_SECONDS)
    .sign(new TextEncoder().encode(secretKey.reveal()));
}
