import { randomUUID } from 'node:crypto';
import { seededRandom } from '../../src/engine/seededRandom.ts';
import { testImage } from '../../testing/testImages.ts';

/** One request to send, as far from what is right as chance wants it. */
export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

/** A route of the relay, `/api/tasks/{id}`. */
export interface FuzzRoute {
  readonly method: string;
  readonly path: string;
}

interface FuzzOptions {
  readonly seed: number;
  readonly routes: readonly FuzzRoute[];
  readonly token: string;
  /** What exists: requests that reach further are of these. */
  readonly sourceId: string;
  readonly taskId: string;
  readonly resultId: string;
}

const ODD_TEXTS = [
  '',
  '0',
  '-1',
  '1e309',
  'NaN',
  'null',
  '__proto__',
  'constructor',
  '..%2f..%2f..%2fetc%2fpasswd',
  '%00',
  '%',
  '%ff%fe',
  "' or 1=1--",
  '<script>alert(1)</script>',
  'a'.repeat(300),
  'a'.repeat(9000),
  '\u{1f600}',
  '0'.repeat(64),
  '00000000-0000-4000-8000-000000000000',
];
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  0.1 + 0.2,
  [],
  {},
  [[[[]]]],
  '',
  'text',
  'x'.repeat(5000),
  '\u0000',
  '\ud800',
  { __proto__: { polluted: true } },
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const QUERIES = ['width', 'format', 'rendition', 'download', 'cursor', 'limit', 'x'];
const TYPES = [
  'application/json',
  'image/png',
  'text/plain',
  'multipart/form-data',
  'application/json; x=\u00fc',
];
const ADDRESSES = ['http://127.0.0.1/', 'http://[::1]/', 'file:///etc/passwd', 'http://x.invalid/a.png', 'x'];

/** What chance decides; the same seed brings the same. */
interface Dice {
  /** 0 to below 1. */
  random(): number;
  chance(share: number): boolean;
  number(below: number): number;
  one<T>(choices: readonly T[]): T;
}

/** An endless row of requests; the same seed brings the same row, apart from keys. */
export async function fuzzRequests(parts: FuzzOptions): Promise<() => FuzzRequest> {
  const dice = diceOf(parts.seed);
  const images = await seedImages();
  return () => {
    const route = dice.one(parts.routes);
    const method = dice.chance(0.9) ? route.method : dice.one(METHODS);
    const path = pathFor(dice, parts, { path: route.path, method });
    const takesBody = method !== 'GET' && method !== 'HEAD';
    const headers = headersFor(dice, parts.token);
    const body = takesBody ? bodyFor(dice, { path: route.path, images, parts }) : null;
    return { method, path, headers, body };
  };
}

function diceOf(seed: number): Dice {
  const random = seededRandom(seed);
  const number = (below: number) => Math.floor(random() * below);
  return {
    random,
    chance: (share) => random() < share,
    number,
    one: (choices) => {
      const chosen = choices[number(choices.length)];
      if (chosen === undefined) throw new Error('Nothing to choose from.');
      return chosen;
    },
  };
}

function pathFor({ chance, number, one }: Dice, parts: FuzzOptions, { path, method }: FuzzRoute): string {
  const known = path.includes('/sources/')
    ? parts.sourceId
    : path.includes('/results/')
      ? parts.resultId
      : parts.taskId;
  // What the other requests look for stays.
  const share = method === 'DELETE' ? 0 : 0.6;
  const filled = path.replace(/\{\w+\}/g, () => (chance(share) ? known : encodeURI(one(ODD_TEXTS))));
  const query = Array.from({ length: chance(0.5) ? number(4) : 0 }, () => {
    const text = chance(0.5) ? String(number(9000)) : one(ODD_TEXTS);
    return `${one(QUERIES)}=${encodeURIComponent(text)}`;
  });
  const tail = chance(0.04) ? `/${encodeURI(one(ODD_TEXTS))}` : '';
  return `${filled}${tail}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

function headersFor({ chance, number, one }: Dice, token: string): Record<string, string> {
  return {
    'content-type': chance(0.8) ? 'application/json' : one(TYPES).replace('\u00fc', 'u'),
    ...(chance(0.95) ? { authorization: `Bearer ${token}` } : {}),
    ...(chance(0.9) ? { 'idempotency-key': chance(0.7) ? randomUUID() : 'the-same' } : {}),
    ...(chance(0.05) ? { origin: one(['null', 'http://evil.example', 'http://127.0.0.1']) } : {}),
    ...(chance(0.03) ? { host: one(['evil.example', 'localhost', '[::1]', 'a'.repeat(400)]) } : {}),
    ...(chance(0.03) ? { 'sec-fetch-site': one(['cross-site', 'same-origin', 'x']) } : {}),
    ...(chance(0.05) ? { 'if-none-match': one(['*', '"x"', 'W/"', ',,,']) } : {}),
    ...(chance(0.05) ? { 'last-event-id': one(['1', '-1', '1e99', 'x']) } : {}),
    ...(chance(0.05) ? { range: one(['bytes=0-', 'bytes=-1', 'bytes=9-1', 'x']) } : {}),
    ...(chance(0.05)
      ? { cookie: one(['outframe=x', 'outframe', ';;=;', `outframe=${'a'.repeat(4000)}`]) }
      : {}),
    ...(chance(0.05) ? { accept: one(['image/webp', '*/*', 'x']) } : {}),
    // From everywhere, or wrong tokens would soon shut all requests out.
    'x-forwarded-for': chance(0.03) ? 'x'.repeat(500) : `10.${number(256)}.${number(256)}.${number(256)}`,
  };
}

interface BodyOptions {
  /** The route's own, whatever the request's has behind it. */
  readonly path: string;
  readonly images: readonly Buffer[];
  readonly parts: FuzzOptions;
}

function bodyFor(dice: Dice, { path, images, parts }: BodyOptions): Buffer | null {
  if (dice.chance(0.08)) return null;
  if (path.endsWith('/sources') || dice.chance(0.03)) return mutatedBytes(dice, dice.one(images), images);
  const text = JSON.stringify(mutatedValue(dice, jsonFor(dice, path, parts)));
  return dice.chance(0.1) ? mutatedBytes(dice, Buffer.from(text), images) : Buffer.from(text);
}

function jsonFor({ random, number, one }: Dice, path: string, { sourceId }: FuzzOptions): unknown {
  if (path.endsWith('/from-url')) return { url: one(ADDRESSES) };
  if (path.endsWith('/session')) return { token: one(ODD_TEXTS) };
  const expansion = { up: random(), right: random() / 4, bottom: 0, left: random() / 4 };
  const n = 1 + number(2);
  return { sourceId, expansion, prompt: one(ODD_TEXTS), n, provider: 'built-in' };
}

function mutatedBytes({ chance, number, one }: Dice, bytes: Buffer, images: readonly Buffer[]): Buffer {
  const copy = Buffer.from(bytes);
  for (let changes = number(12); changes > 0; changes -= 1) copy[number(copy.length)] = number(256);
  if (chance(0.2)) return copy.subarray(0, number(copy.length));
  if (chance(0.1)) return Buffer.concat([copy, copy.subarray(number(copy.length))]);
  if (chance(0.1)) return Buffer.concat([one(images).subarray(0, 64), copy]);
  return copy;
}

function mutatedValue(dice: Dice, value: unknown): unknown {
  const { random, chance, number, one } = dice;
  if (chance(0.15)) return one(ODD_VALUES);
  if (typeof value === 'number') return chance(0.3) ? (random() - 0.3) * 10 ** number(6) : value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(() => !chance(0.04));
  if (chance(0.05)) entries.push([one(ODD_TEXTS), one(ODD_VALUES)]);
  return Object.fromEntries(entries.map(([name, inner]) => [name, mutatedValue(dice, inner)]));
}

/** One small image of every format that the relay takes. */
function seedImages(): Promise<Buffer[]> {
  const image = (channels: 3 | 4 = 3) => testImage({ width: 320, height: 304 }, channels);
  return Promise.all([
    image().jpeg().toBuffer(),
    image().jpeg({ progressive: true }).withMetadata({ orientation: 6 }).toBuffer(),
    image(4).png().toBuffer(),
    image().png({ palette: true, progressive: true }).toBuffer(),
    image(4).webp({ lossless: true }).toBuffer(),
    image().webp().toBuffer(),
    image().avif({ effort: 0 }).toBuffer(),
    image().gif().toBuffer(),
    image().tiff().toBuffer(),
  ]);
}
