import { z } from 'zod';
import { type Fault, faultSchema } from '../../testing/upstream/fault.ts';
import { type LiveOptions, liveOptionsSchema } from '../../testing/upstream/upstreamOptions.ts';
import { type UpstreamState, upstreamStateSchema } from '../../testing/upstream/upstreamState.ts';

/** Vite sends these on to the fake provider, where one runs. */
const PATH = '/dev/upstream';

/** Everything that the fake provider tells about itself. */
export interface UpstreamView {
  readonly state: UpstreamState;
  /** Answers to come. */
  readonly faults: readonly Fault[];
  readonly options: LiveOptions;
}

/** @throws when no fake provider runs. */
export async function readUpstream(): Promise<UpstreamView> {
  const [state, faults, options] = await Promise.all([read('state'), read('faults'), read('options')]);
  return {
    state: upstreamStateSchema.parse(state),
    faults: z.array(faultSchema).parse(faults),
    options: liveOptionsSchema.parse(options),
  };
}

export async function addFaults(faults: readonly Fault[]): Promise<void> {
  await send('faults', 'POST', faults);
}

export async function clearFaults(): Promise<void> {
  await send('faults', 'DELETE');
}

export async function changeOptions(options: LiveOptions): Promise<void> {
  await send('options', 'PUT', options);
}

async function read(what: string): Promise<unknown> {
  const answer = await fetch(`${PATH}/${what}`);
  return await answer.json();
}

async function send(what: string, method: 'POST' | 'PUT' | 'DELETE', body?: unknown): Promise<void> {
  const answer = await fetch(`${PATH}/${what}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
