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

/** An endless row of requests; the same seed brings the same row, apart from keys. */
export async function fuzzRequests(parts: FuzzOptions): Promise<() => FuzzRequest> {
  const random = seededRandom(parts.seed);
  const images = await seedImages();
  const chance = (share: number) => random() < share;
  const number = (below: number) => Math.floor(random() * below);
  const one = <T>(choices: readonly T[]): T => {
    const chosen = choices[number(choices.length)];
    if (chosen === undefined) throw new Error('Nothing to choose from.');
    return chosen;
  };
  const oddText = () => one(ODD_TEXTS);
  const known = (path: string) =>
    path.includes('/sources/') ? parts.sourceId : path.includes('/results/') ? parts.resultId : parts.taskId;

  const mutatedBytes = (bytes: Buffer): Buffer => {
    const copy = Buffer.from(bytes);
    for (let changes = number(12); changes > 0; changes -= 1) copy[number(copy.length)] = number(256);
    if (chance(0.2)) return copy.subarray(0, number(copy.length));
    if (chance(0.1)) return Buffer.concat([copy, copy.subarray(number(copy.length))]);
    if (chance(0.1)) return Buffer.concat([one(images).subarray(0, 64), copy]);
    return copy;
  };
  const mutatedValue = (value: unknown): unknown => {
    if (chance(0.15)) return one(ODD_VALUES);
    if (typeof value === 'number') return chance(0.3) ? (random() - 0.3) * 10 ** number(6) : value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value).filter(() => !chance(0.04));
    if (chance(0.05)) entries.push([oddText(), one(ODD_VALUES)]);
    return Object.fromEntries(entries.map(([name, inner]) => [name, mutatedValue(inner)]));
  };
  const jsonFor = (path: string): unknown => {
    if (path.endsWith('/from-url')) return { url: one(ADDRESSES) };
    if (path.endsWith('/session')) return { token: oddText() };
    const expansion = { up: random(), right: random() / 4, bottom: 0, left: random() / 4 };
    return { sourceId: parts.sourceId, expansion, prompt: oddText(), n: 1 + number(2), provider: 'built-in' };
  };
  const bodyFor = (path: string): Buffer | null => {
    if (chance(0.08)) return null;
    if (path.endsWith('/sources') || chance(0.03)) return mutatedBytes(one(images));
    const text = JSON.stringify(mutatedValue(jsonFor(path)));
    return chance(0.1) ? mutatedBytes(Buffer.from(text)) : Buffer.from(text);
  };
  const pathFor = (path: string, method: string): string => {
    // What the other requests look for stays.
    const share = method === 'DELETE' ? 0 : 0.6;
    const filled = path.replace(/\{\w+\}/g, () => (chance(share) ? known(path) : encodeURI(oddText())));
    const query = Array.from({ length: chance(0.5) ? number(4) : 0 }, () => {
      const text = chance(0.5) ? String(number(9000)) : oddText();
      return `${one(QUERIES)}=${encodeURIComponent(text)}`;
    });
    const tail = chance(0.04) ? `/${encodeURI(oddText())}` : '';
    return `${filled}${tail}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  };
  const headersFor = (): Record<string, string> => ({
    'content-type': chance(0.8) ? 'application/json' : one(TYPES).replace('\u00fc', 'u'),
    ...(chance(0.95) ? { authorization: `Bearer ${parts.token}` } : {}),
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
  });

  return () => {
    const route = one(parts.routes);
    const method = chance(0.9) ? route.method : one(METHODS);
    const path = pathFor(route.path, method);
    const takesBody = method !== 'GET' && method !== 'HEAD';
    return { method, path, headers: headersFor(), body: takesBody ? bodyFor(route.path) : null };
  };
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
