import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { parsedStorage } from './parsedStorage.ts';

const SURROUNDS = ['grey', 'dark', 'light'] as const;
const surroundSchema = z.object({ surround: z.enum(SURROUNDS) });
type Surround = (typeof SURROUNDS)[number];

/** What an image is looked at on. All three are neutral: colour is judged by its surround. */
export const useSurround = create<{ surround: Surround }>()(
  persist((): { surround: Surround } => ({ surround: 'grey' }), {
    name: 'outframe-surround',
    storage: parsedStorage(surroundSchema),
  }),
);

/** From grey to dark to light, and round. */
export function nextSurround(): void {
  useSurround.setState(({ surround }) => ({
    surround: SURROUNDS[(SURROUNDS.indexOf(surround) + 1) % SURROUNDS.length] ?? 'grey',
  }));
}

function apply({ surround }: { surround: Surround }): void {
  document.documentElement.dataset.surround = surround;
}

/** Tells the style sheets which one is chosen, now and whenever that changes. */
export function showSurround(): void {
  apply(useSurround.getState());
  useSurround.subscribe(apply);
}
