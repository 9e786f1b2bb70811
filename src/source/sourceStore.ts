import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { RefusedImage } from '../api/offers.ts';
import { sourceIdSchema } from '../domain/contract/source.ts';
import type { ProblemError } from '../domain/problem.ts';
import { parsedStorage } from '../ui/parsedStorage.ts';
import type { DisplayCopy } from './displayCopy.ts';
import { type SourceFacts, sourceFactsSchema } from './sourceFacts.ts';

/** What outlives a reload of the open source; its bytes are kept beside it under the same key. */
export const openedSchema = z.object({
  key: z.string(),
  name: z.string(),
  fileBytes: z.number(),
  /** Known once the relay has it. */
  sourceId: sourceIdSchema.nullable(),
  /** What the relay found in it, once that is known. */
  facts: sourceFactsSchema.nullable().default(null),
});
export type Opened = z.infer<typeof openedSchema>;

/** A file that was read, and the id that the relay knows it by where it comes from there. */
export interface Arrival {
  readonly file: File;
  readonly sourceId?: string;
  /** What the relay found in it, where it comes from there. */
  readonly facts?: SourceFacts;
}

export interface OpenSource extends Opened, DisplayCopy {
  readonly file: File;
  /** What the browser decodes: the file itself, or how the relay reads it where the browser cannot or differs. */
  readonly shown: Blob;
}

interface SourceState {
  /** What is open, or what a reload is about to open again. */
  opened: Opened | null;
  source: OpenSource | null;
  /** A file is being read. */
  isOpening: boolean;
  /** The host that it is fetched from, if it is. */
  openingFrom: string | null;
  /** Why the last file could not be opened; the source that was open stays. */
  problem: ProblemError | null;
  /** The image that could not be opened, to be changed so that it can; null where there is none. */
  refused: RefusedImage | null;
  /** What was done to the open image so that it could be opened. */
  changed: string | null;
}

export const useSourceStore = create<SourceState>()(
  persist(
    (): SourceState => ({
      opened: null,
      source: null,
      isOpening: false,
      openingFrom: null,
      problem: null,
      refused: null,
      changed: null,
    }),
    {
      name: 'outframe-source',
      storage: parsedStorage(z.object({ opened: openedSchema.nullable() })),
      partialize: ({ opened }) => ({ opened }),
    },
  ),
);

export function dismissSourceProblem(): void {
  useSourceStore.setState({ problem: null, refused: null, changed: null });
}

/** Says what was done to the open image so that it could be opened. */
export function tellChanged(changed: string): void {
  useSourceStore.setState({ changed });
}
