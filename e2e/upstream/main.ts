/**
 * The fake upstream as a process. Options as JSON in FAKE_UPSTREAM, the port in PORT (free when unset).
 * Prints one line of JSON with its address and key once it listens.
 */
import { z } from 'zod';
import { startFakeUpstream } from './fakeUpstream.ts';
import { faultSchema } from './fault.ts';

const optionsSchema = z.strictObject({
  key: z.string().default('test-key'),
  timing: z
    .union([z.strictObject({ polls: z.number() }), z.strictObject({ elapsedMs: z.number() })])
    .default({ polls: 3 }),
  script: z.array(faultSchema).default([]),
  findsByExternalId: z.boolean().default(true),
  snap64: z.boolean().default(false),
});

const options = optionsSchema.parse(JSON.parse(process.env.FAKE_UPSTREAM ?? '{}'));
const upstream = await startFakeUpstream({ ...options, port: Number(process.env.PORT ?? 0), control: true });
process.stdout.write(`${JSON.stringify({ url: upstream.url, key: upstream.key })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void upstream.close());
