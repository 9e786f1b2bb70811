interface Dropping {
  readonly files: number;
  readonly isBeside: boolean;
}

interface Open {
  readonly openName: string | null;
  readonly hasTray: boolean;
}

/** What becomes of files when they are let go: one alone takes the place of one that is open alone, all else joins it. */
export function dropSentence({ files, isBeside }: Dropping, { openName, hasTray }: Open): string {
  if (openName === null && !hasTray) return 'Drop images to work on them';
  if (hasTray) return 'Drop to open beside the others';
  if (files > 1 || isBeside) return `Drop to open beside ${openName}`;
  return `Drop to open in place of ${openName}; with ⇧ held, beside it`;
}
