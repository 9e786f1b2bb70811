/** What a provider was seen to do, where its pages leave it open; null is not known. */
export interface Learned {
  /** What it does with an external id that it has taken before. */
  readonly duplicates: 'refused' | 'accepted' | null;
  /** Whether it finds by our names what it has taken. */
  readonly findsExternalId: 'yes' | 'no' | null;
  /** What it calls the bottom side. */
  readonly bottomName: 'bottom' | 'down' | null;
}

/** Where that is kept, for all relays and over restarts. */
export interface LearnedFacts {
  read(): Promise<Learned>;
  learn(facts: Partial<Learned>): Promise<void>;
}

export const NOTHING_LEARNED: Learned = { duplicates: null, findsExternalId: null, bottomName: null };

/** Forgets with the process. */
export function factsInMemory(): LearnedFacts {
  let learned = NOTHING_LEARNED;
  return {
    read: async () => learned,
    learn: async (facts) => {
      learned = { ...learned, ...facts };
    },
  };
}
