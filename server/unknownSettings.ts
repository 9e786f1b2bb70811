/** Variables of other programs that may well stand in our file. */
const OTHERS =
  /^(AWS_|NODE_|PG|UV_|VITE_|npm_)|^((HTTPS?|NO|ALL)_PROXY|TZ|LANG|LC_\w+|PATH|HOME|TMPDIR|SSL_CERT_\w+)$/i;
/** Shorter names of other programs are too often alike by chance. */
const MIN_LENGTH = 8;
const MAX_DISTANCE = 2;
/** Nobody else's variables begin like this. */
const OWN_START = /^(PROVIDER|DEERAPI|COMETAPI|KLING)_/;

interface Names {
  /** Of the whole environment. */
  readonly given: readonly string[];
  /** Of our own file alone. */
  readonly own: readonly string[];
}

/**
 * Settings that do not exist, each with the nearest one that does: a typing error would else be silence. In our own file
 * every name must be known; in the environment, which has names of others too, those that look like ours.
 */
export function unknownSettings(known: readonly string[], { given, own }: Names): string[] {
  const isKnown = new Set(known);
  const inFile = own.filter((name) => !OTHERS.test(name));
  const alike = given.filter(
    (name) =>
      OWN_START.test(name) || (name.length >= MIN_LENGTH && known.some((other) => isAlike(name, other))),
  );
  const unknown = [...new Set([...inFile, ...alike])].filter((name) => !isKnown.has(name));
  return unknown.map((name) => `${name} is no setting. Did you mean ${nearest(name, known)}?`);
}

/** Lengths that differ by more are more letters apart. */
function isAlike(name: string, other: string): boolean {
  return Math.abs(name.length - other.length) <= MAX_DISTANCE && distance(name, other) <= MAX_DISTANCE;
}

function nearest(name: string, known: readonly string[]): string {
  const distances = known.map((other) => distance(name, other));
  return known[distances.indexOf(Math.min(...distances))] ?? '';
}

/** Letters to add, drop or change (Levenshtein 1966), whatever the case. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [line, letter] of [...from.toUpperCase()].entries()) {
    const next = [line + 1];
    for (const [at, other] of [...to.toUpperCase()].entries()) {
      const changed = (row[at] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
