import type { Expansion } from '../src/domain/expansion.ts';
import type { Size } from '../src/domain/side.ts';

/** The photos of `public/samples` under ids that no real source has. */
export const SAMPLE_SOURCES = {
  meadow: { id: 'a0'.repeat(32), width: 1600, height: 1066 },
  dandelions: { id: 'b0'.repeat(32), width: 1600, height: 900 },
  doorway: { id: 'c0'.repeat(32), width: 1066, height: 1600 },
} as const satisfies Record<string, Size & { id: string }>;

export type SampleName = keyof typeof SAMPLE_SOURCES;

const SCALE = 1000;

/** Says in a result's id of which photo and expansion it is: `sample-meadow-0-500-0-0-2`. */
export function sampleResultId(name: SampleName, expansion: Expansion, index: number): string {
  const { up, right, bottom, left } = expansion;
  const ratios = [up, right, bottom, left].map((ratio) => Math.round(ratio * SCALE));
  return ['sample', name, ...ratios, index].join('-');
}

export interface SampleResult {
  readonly name: SampleName;
  readonly expansion: Expansion;
  readonly index: number;
}

/** Reads such an id; null for every other. */
export function readSampleResultId(id: string): SampleResult | null {
  const found = /^sample-(meadow|dandelions|doorway)-(\d+)-(\d+)-(\d+)-(\d+)-(\d+)$/.exec(id);
  if (found === null) return null;
  const [up = 0, right = 0, bottom = 0, left = 0, index = 0] = found.slice(2).map(Number);
  const name = sampleName(found[1]);
  if (name === null) return null;
  const expansion = { up: up / SCALE, right: right / SCALE, bottom: bottom / SCALE, left: left / SCALE };
  return { name, expansion, index };
}

export function sampleOfSource(sourceId: string): SampleName | null {
  const found = Object.entries(SAMPLE_SOURCES).find(([, { id }]) => id === sourceId);
  return sampleName(found?.[0]);
}

function sampleName(text: string | undefined): SampleName | null {
  return text === 'meadow' || text === 'dandelions' || text === 'doorway' ? text : null;
}
