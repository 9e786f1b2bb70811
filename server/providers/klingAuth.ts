import { SignJWT } from 'jose';
import { Secret } from '../secret.ts';

/** What an upstream is convinced with. */
export type KlingCredentials =
  | { readonly kind: 'bearer'; readonly key: Secret }
  | { readonly kind: 'jwt'; readonly accessKey: Secret; readonly secretKey: Secret };

/** Makes the `Authorization` of each call. */
export interface KlingAuth {
  token(): Promise<string>;
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

/** @param now the clock of this machine; Kling refuses tokens of a wrong one with 1003 */
export function createKlingAuth(credentials: KlingCredentials, now: () => Date): KlingAuth {
  if (credentials.kind === 'bearer') {
    const { key } = credentials;
    return {
      token: async () => key.reveal(),
      renew: () => false,
      redactIn: (text) => key.redactIn(text),
    };
  }
  const { accessKey, secretKey } = credentials;
  let present: { readonly token: Secret; readonly signedAt: number } | null = null;
  return {
    token: async () => {
      const seconds = Math.floor(now().getTime() / 1000);
      const age = present === null ? Number.POSITIVE_INFINITY : seconds - present.signedAt;
      if (present === null || age >= RENEW_AFTER_SECONDS || age < 0) {
        present = { token: new Secret(await sign(accessKey, secretKey, seconds)), signedAt: seconds };
      }
      return present.token.reveal();
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
