/**
 * The fake upstream as a process. Options as JSON in FAKE_UPSTREAM, the port in PORT (free when unset).
 * Prints one line of JSON with its address and key once it listens.
 */
import { startFakeUpstream } from './fakeUpstream.ts';
import { upstreamOptionsSchema } from './upstreamOptions.ts';

const behaviour = upstreamOptionsSchema.parse(JSON.parse(process.env.FAKE_UPSTREAM ?? '{}'));
const upstream = await startFakeUpstream(behaviour, { port: Number(process.env.PORT ?? 0), control: true });
process.stdout.write(`${JSON.stringify({ url: upstream.url, key: upstream.key })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void upstream.close());
