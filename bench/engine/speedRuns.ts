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

export const SPEED_RUNS: readonly SpeedRun[] = [
  { label: 'draft of 256²', side: 256, share: 0.25, quality: 'draft', times: 20 },
  { label: 'draft, 3× the area', side: 256, share: 0.366, quality: 'draft', times: 20 },
  { label: '0.25 MP', side: 333, share: 0.25, quality: 'normal', times: 9 },
  { label: '1 MP', side: 667, share: 0.25, quality: 'normal', times: 5 },
  { label: '1024² to 1536²', side: 1024, share: 0.25, quality: 'normal', times: 5 },
  { label: '4 MP', side: 1333, share: 0.25, quality: 'normal', times: 4 },
  { label: '9 MP', side: 2000, share: 0.25, quality: 'normal', times: 3 },
  { label: '16 MP', side: 2667, share: 0.25, quality: 'normal', times: 3 },
];
