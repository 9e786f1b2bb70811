import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { expansionSchema, type ProviderName, providerNameSchema } from '../domain/contract.ts';
import { type Expansion, NO_EXPANSION, withinArea, withSide } from '../domain/expansion.ts';
import { MAX_IMAGES, MAX_PROMPT_LENGTH, MIN_IMAGES } from '../domain/limits.ts';
import type { Side, Size } from '../domain/side.ts';
import { parsedStorage } from '../ui/parsedStorage.ts';

const draftSchema = z.object({
  expansion: expansionSchema.refine((expansion) => withinArea(expansion)),
  prompt: z.string().max(MAX_PROMPT_LENGTH * 4),
  n: z.int().min(MIN_IMAGES).max(MAX_IMAGES),
  /** Null leaves the choice to the relay. */
  provider: providerNameSchema.nullable(),
});

/** The designer's unfinished work: what the next task will ask for. Outlives a reload. */
export type EditorState = z.infer<typeof draftSchema>;

export const useEditorStore = create<EditorState>()(
  persist((): EditorState => ({ expansion: NO_EXPANSION, prompt: '', n: 1, provider: null }), {
    name: 'outframe-editor',
    storage: parsedStorage(draftSchema),
    partialize: ({ expansion, prompt, n, provider }) => ({ expansion, prompt, n, provider }),
  }),
);

const { setState } = useEditorStore;

export function setExpansion(expansion: Expansion): void {
  setState({ expansion });
}

/** Sets one side as near to so many source pixels as the limits allow. */
export function setSidePx(side: Side, px: number, length: number, size: Size): void {
  setState(({ expansion }) => ({ expansion: withSide(expansion, side, px / length, size) }));
}

export function setPrompt(prompt: string): void {
  setState({ prompt: prompt.slice(0, MAX_PROMPT_LENGTH * 4) });
}

export function setImageCount(n: number): void {
  setState({ n: Math.min(MAX_IMAGES, Math.max(MIN_IMAGES, Math.round(n))) });
}

export function setProvider(provider: ProviderName): void {
  setState({ provider });
}

/** A new source starts unexpanded; the prompt stays, since it often belongs to the next image too. */
export function startAnew(): void {
  setState({ expansion: NO_EXPANSION });
}

/** Takes over what an earlier task asked for. */
export function reuse(asked: Pick<EditorState, 'expansion' | 'prompt' | 'n'>): void {
  setState({ expansion: asked.expansion, prompt: asked.prompt, n: asked.n });
}
