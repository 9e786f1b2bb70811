import { MAX_FOLDER_FILES, MAX_TRAY } from '../limits.ts';
import { hasImageEnding } from '../sourceEndings.ts';

interface ArrivingFile {
  readonly name: string;
  /** What the system takes it for (`image/png`); empty where it does not know. */
  readonly type: string;
  readonly size: number;
}

/** Files that came at once, by what can be told without reading them. */
export interface SortedArrival<F> {
  readonly images: readonly F[];
  /** Images for which the tray has no room. */
  readonly beyond: readonly F[];
  /** No images, or none that can be opened. */
  readonly foreign: readonly F[];
  /** Without a single byte. */
  readonly empty: readonly F[];
}

/** What systems put into folders by themselves: nobody meant it, and nobody has to be told. */
const HIDDEN_NAME = /^(?:\..*|Thumbs\.db|desktop\.ini)$/i;

/** @param room so many images fit in */
export function sortArrival<F extends ArrivingFile>(files: readonly F[], room: number): SortedArrival<F> {
  const meant = files.filter(({ name }) => !HIDDEN_NAME.test(name));
  const images = meant.filter((file) => file.size > 0 && isImage(file));
  return {
    images: images.slice(0, room),
    beyond: images.slice(room),
    foreign: meant.filter((file) => !isImage(file)),
    empty: meant.filter((file) => file.size === 0 && isImage(file)),
  };
}

function isImage({ name, type }: ArrivingFile): boolean {
  if (type === 'image/svg+xml') return false;
  // Some systems do not know what some of these files are.
  return type.startsWith('image/') || hasImageEnding(name);
}

/** Why files that came along are not open; an unusable one may be in the tray, where it says what is wrong. */
type LeftOutReason = 'foreign' | 'empty' | 'double' | 'beyond' | 'unread' | 'unusable';

/** What became of files that came at once. */
export interface ArrivalReport {
  readonly arrived: number;
  /** Without those that turned out to be unusable since. */
  readonly added: number;
  /** The names of those that were left out. */
  readonly leftOut: Readonly<Record<LeftOutReason, readonly string[]>>;
  /** A sentence that says why the first of those that could not be had is not here; null where all came. */
  readonly whyUnread: string | null;
  /** There were more files than are looked at. */
  readonly isCut: boolean;
}

const SENTENCES: Record<LeftOutReason, (files: string, isOne: boolean) => string> = {
  foreign: (files, isOne) => `${files} ${isOne ? 'is no image' : 'are no images'} that can be opened here`,
  empty: (files, isOne) => `${files} ${isOne ? 'is' : 'are'} empty; copy ${isOne ? 'it' : 'them'} once more`,
  double: (files, isOne) => `${files} ${isOne ? 'is' : 'are'} here already`,
  beyond: (files, isOne) =>
    `${files} did not fit, since ${MAX_TRAY} images are open at most; remove some and drop ${isOne ? 'it' : 'them'} again`,
  unread: (files, isOne) => `${files} could not be had from ${isOne ? 'its address' : 'their addresses'}`,
  unusable: (files) => `${files} cannot be used`,
};

/** Empty, or it cannot be read: browsers tell the two of a folder alike. */
const NOTHING = 'No file was found in the folder. If there are some, choose or drop them instead.';
const CUT = `Only the first ${MAX_FOLDER_FILES.toLocaleString('en')} files were looked at; drop the others by themselves.`;
/** The same once one of those that were added turns out to be unusable. */
export function withUnusable(report: ArrivalReport, name: string): ArrivalReport {
  const { added, leftOut } = report;
  return {
    ...report,
    added: added - 1,
    leftOut: { ...leftOut, unusable: [...leftOut.unusable, name] },
  };
}

/** So many are named; of the others there is their number. */
const NAMED = 5;

/**
 * `187 of 1,000 files were opened.` and a sentence for each reason why others were not; null where all of them came.
 * What is unusable is told along with these; alone it is told in the tray.
 */
export function reportSentences({ arrived, added, leftOut, whyUnread, isCut }: ArrivalReport): {
  readonly summary: string;
  readonly reasons: readonly string[];
} | null {
  const reasons = (['foreign', 'empty', 'double', 'beyond', 'unread', 'unusable'] as const).filter(
    (reason) => leftOut[reason].length > 0,
  );
  if (arrived === 0) return { summary: 'No image was opened.', reasons: [NOTHING] };
  if (reasons.every((reason) => reason === 'unusable') && !isCut) return null;
  const opened = `${added.toLocaleString('en')} of ${count(arrived)}`;
  return {
    summary: added === 0 ? 'No image was opened.' : `${opened} ${added === 1 ? 'was' : 'were'} opened.`,
    reasons: [
      ...(isCut ? [CUT] : []),
      ...reasons.map((reason) => {
        const names = leftOut[reason];
        const more = names.length - NAMED;
        const named = [...names.slice(0, NAMED), ...(more > 0 ? [`${more.toLocaleString('en')} more`] : [])];
        const told = `${SENTENCES[reason](count(names.length), names.length === 1)}: ${named.join(', ')}.`;
        if (reason !== 'unread' || whyUnread === null) return told;
        return names.length === 1 ? `${told} ${whyUnread}` : `${told} The first of them: ${whyUnread}`;
      }),
    ],
  };
}

function count(files: number): string {
  return `${files.toLocaleString('en')} ${files === 1 ? 'file' : 'files'}`;
}
