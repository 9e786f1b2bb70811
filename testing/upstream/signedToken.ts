import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

interface TokenKeys {
  readonly accessKey: string;
  readonly secretKey: string;
}

const claimsSchema = z.object({ iss: z.string(), exp: z.number(), nbf: z.number() });
const headSchema = z.object({ alg: z.literal('HS256'), typ: z.literal('JWT') });
/** A token may live half an hour, and its clock may be off by this much. */
const MAX_SECONDS = 1800 + 60;

/** Kling's code for a token that is not let in, with a reason, or null for a good one. */
export function tokenRefusal(token: string, { accessKey, secretKey }: TokenKeys): [number, string] | null {
  const [head = '', claims = '', signature = ''] = token.split('.');
  const right = createHmac('sha256', secretKey).update(`${head}.${claims}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== right.length || !timingSafeEqual(given, right)) return [1000, 'signature is wrong'];
  if (!headSchema.safeParse(readPart(head)).success) return [1000, 'header is wrong'];
  const parsed = claimsSchema.safeParse(readPart(claims));
  if (!parsed.success || parsed.data.iss !== accessKey) return [1000, 'claims are wrong'];
  const seconds = Date.now() / 1000;
  if (parsed.data.nbf > seconds) return [1003, 'token is not yet valid'];
  if (parsed.data.exp < seconds) return [1004, 'token is expired'];
  if (parsed.data.exp > seconds + MAX_SECONDS) return [1000, 'token lives too long'];
  return null;
}

function readPart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
