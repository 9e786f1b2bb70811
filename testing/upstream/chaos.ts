import { z } from 'zod';
import type { Call, Effect } from './fault.ts';

/** Faults of every kind, by chance but always the same for the same seed. */
export const chaosSchema = z.strictObject({
  seed: z.int(),
  /** Share of the calls that something happens to, 0–1. */
  rate: z.number().min(0).max(1),
});

type Kind = readonly [name: string, weight: number, effect: Effect];

const says = (code: number, message = 'by chance') => ({ code, message, request_id: `chance-${code}` });
const reply = (status: number, body?: string | Record<string, unknown>, afterHandling = false): Effect => ({
  reply: { status, ...(body === undefined ? {} : { body }), ...(afterHandling ? { afterHandling } : {}) },
});
const page = '<html><h1>Be right back</h1></html>';
/** What no database takes as it is: a NUL, and a pair of surrogates that lost a half at either end. */
const POISON = `\u0000 half of one \ud83d, ${'x'.repeat(480)}😀 and of another \ude00`;

/** What may happen to any call of the API. */
const ANYWHERE: readonly Kind[] = [
  ['429 with 1302', 4, reply(429, says(1302))],
  ['429 with nothing', 3, reply(429)],
  ['429 with Retry-After', 2, { reply: { status: 429, headers: { 'retry-after': '2' }, body: says(1302) } }],
  ['500 with 5000', 4, reply(500, says(5000))],
  ['503 with 5001', 4, reply(503, says(5001))],
  ['504 with 5002', 3, reply(504, says(5002))],
  ['502 with a page', 3, reply(502, page)],
  ['524 with a page', 2, reply(524, page)],
  ['an error object', 2, reply(500, { error: { message: 'no (request id: x1)', type: 'x', code: '' } })],
  ['an error string', 1, reply(500, { error: 'upstream error' })],
  ['cut before', 4, { cut: 'before-handling' }],
  ['cut after', 5, { cut: 'after-handling' }],
  ['half an answer', 4, { cut: 'mid-body' }],
  ['no answer', 2, { hang: 'before-handling' }],
  ['no answer although done', 2, { hang: 'after-handling' }],
  ['late', 4, { delayMs: 700 }],
  ['an empty 200 although done', 2, reply(200, '', true)],
  ['poison', 2, reply(500, says(5000, POISON))],
  ['poison although done', 2, reply(500, says(5000, POISON), true)],
  ['a poisonous page although done', 1, reply(502, `<h1>${POISON}</h1>`, true)],
  ['401', 0.3, reply(401, says(1000))],
  ['arrears', 0.2, reply(429, says(1101))],
];

const ON: Readonly<Record<Call['on'], readonly Kind[]>> = {
  create: [
    ...ANYWHERE,
    // Seldom: each teaches that next to nothing more may be under way, which is not so here.
    ['429 with 1303', 0.5, reply(429, says(1303))],
    ['500 although taken', 5, reply(500, says(5000), true)],
    ['503 although taken', 4, reply(503, says(5001), true)],
    ['a page although taken', 1, reply(502, page, true)],
    ['policy', 1, reply(400, says(1301))],
    ["a firewall's page", 0.5, reply(403, page)],
    ['fails later', 2, { taskFails: { message: 'Image pixel is invalid' } }],
    ['fails later with poison', 1, { taskFails: { message: POISON } }],
    ['ignores a side', 2, { taskIgnores: ['right'] }],
    ['fewer images', 1, { taskImages: 1 }],
    ['never ends', 0.5, { taskNeverEnds: true }],
  ],
  query: [
    ...ANYWHERE,
    ['unknown for once', 3, reply(404, says(1203))],
    ['a page', 2, reply(200, page)],
    ['unfamiliar', 1, reply(200, { result: { job: 'under way' } })],
  ],
  image: [
    ['404', 4, reply(404)],
    ['503', 4, reply(503)],
    ['half an image', 4, { cut: 'mid-body' }],
    ['cut', 4, { cut: 'before-handling' }],
    ['a page instead', 3, reply(200, page)],
    ['late', 4, { delayMs: 700 }],
  ],
};

/** What happened by chance, for whoever has to explain an outcome. */
export interface Chance {
  readonly kind: string;
  readonly effect: Effect;
}

/** Draws for each call whether something happens to it, and what. */
export function createChaos({ seed, rate }: z.infer<typeof chaosSchema>): (call: Call) => Chance | null {
  const random = mulberry32(seed);
  return ({ on }) => {
    if (random() >= rate) return null;
    const kinds = ON[on];
    let left = random() * kinds.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [kind, weight, effect] of kinds) {
      left -= weight;
      if (left < 0) return { kind, effect };
    }
    return null;
  };
}

/** A small seeded generator of numbers from 0 to below 1 (Tommy Ettinger's mulberry32, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
