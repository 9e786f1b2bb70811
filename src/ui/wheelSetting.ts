import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { parsedStorage } from './parsedStorage.ts';

const WHEELS = ['auto', 'zoom', 'pan'] as const;
const wheelSchema = z.object({ wheel: z.enum(WHEELS) });
/** `auto`: a mouse's wheel zooms, two fingers on a touchpad pan, as far as the two can be told apart. */
export type Wheel = (typeof WHEELS)[number];

/** What the wheel does to a picture, wherever one is looked at. */
export const useWheel = create<{ wheel: Wheel }>()(
  persist((): { wheel: Wheel } => ({ wheel: 'auto' }), {
    name: 'outframe-wheel',
    storage: parsedStorage(wheelSchema),
  }),
);

/** From what the device suggests to zooming to panning, and round. */
export function nextWheel(): void {
  useWheel.setState(({ wheel }) => ({
    wheel: WHEELS[(WHEELS.indexOf(wheel) + 1) % WHEELS.length] ?? 'auto',
  }));
}
