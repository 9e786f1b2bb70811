/**
 * Of the rules by which copies and renditions are made of an original. Raised with every change after which the same
 * file would look otherwise: its copies are made anew then, and the sweep takes those of older rules. Where one kind alone
 * changes, a new ending for it is enough, and all others stay.
 */
export const RULES_VERSION = 2;

/** File name of what is made of an original by today's rules. It begins with the original's and a hyphen, by which it goes with it. */
export function madeName(originalName: string, ending: string): string {
  return `${originalName}-r${RULES_VERSION}-${ending}`;
}

/** The id of a source, or the name of a result's file, in front of what was made of it. */
const ORIGINAL = /^(?:[0-9a-f]{64}|.+?-\d+\.(?:raw|png))(?=$|-)/;
const VERSION = /^-r(\d+)-/;

/** Whether something was made of an original by rules that have changed since; false for names of another kind. */
export function isMadeByOlderRules(name: string): boolean {
  const original = ORIGINAL.exec(name)?.[0];
  if (original === undefined) return false;
  return Number(VERSION.exec(name.slice(original.length))?.[1] ?? 0) < RULES_VERSION;
}
