import type { Quality } from '../../src/engine/fillRequest.ts';

export interface SpeedRun {
  readonly label: string;
  /** Side of the square source. */
  readonly side: number;
  /** What each side adds, as a share of the source's. */
  readonly share: number;
  readonly quality: Quality;
  readonly times: number;
}

/** How the engine works: in its kernel, or where there is none. */
export const WAYS = ['WebAssembly', 'TypeScript'] as const;
export type Way = (typeof WAYS)[number];

/** What fills took, in the order in which they were made. */
export interface TimedRun {
  readonly took: Readonly<Record<Way, { readonly wallMs: number; readonly cpuMs: number }[]>>;
  readonly peakBytes: number;
}

/** Of the whole frame. */
export function megapixelsOf({ side, share }: SpeedRun): number {
  return (side + 2 * Math.round(side * share)) ** 2 / 1e6;
}

export const SPEED_RUNS: readonly SpeedRun[] = [
  { label: 'draft of 256²', side: 256, share: 0.25, quality: 'draft', times: 20 },
  { label: 'draft, 3× the area', side: 256, share: 0.366, quality: 'draft', times: 20 },
  { label: '0.25 MP', side: 333, share: 0.25, quality: 'normal', times: 7 },
  { label: '1 MP', side: 667, share: 0.25, quality: 'normal', times: 5 },
  { label: '1024² to 1536²', side: 1024, share: 0.25, quality: 'normal', times: 5 },
  { label: '1024² to 1536², best', side: 1024, share: 0.25, quality: 'best', times: 3 },
  { label: '300² to 1800²', side: 300, share: 2.5, quality: 'normal', times: 3 },
  { label: '4 MP', side: 1333, share: 0.25, quality: 'normal', times: 4 },
  { label: '16 MP', side: 2667, share: 0.25, quality: 'normal', times: 3 },
  { label: '100 MP', side: 6667, share: 0.25, quality: 'normal', times: 1 },
];
