import { MAX_TRAY } from '../../domain/limits.ts';
import type { ProblemError } from '../../domain/problem.ts';
import { type ArrivalReport, sortArrival } from '../../domain/tray/sortArrival.ts';
import { shownName } from '../../domain/unseen.ts';
import { workAnew } from '../../editor/state/editorStore.ts';
import { type Arrival, dismissSourceProblem, type Opened, useSourceStore } from '../../source/sourceStore.ts';
import { forgetOutside } from '../../ui/outsideHistory.ts';
import { problemMessage } from '../../ui/problemMessage.ts';
import { randomId } from '../../ui/randomId.ts';
import { withoutDoubles } from './doubles.ts';
import { filesIn } from './filesIn.ts';
import { type Kept, keepBytes } from './trayBytes.ts';
import {
  addItems,
  hasTray,
  setItems,
  type TrayItem,
  tellArrival,
  tellUnusable,
  useTrayStore,
} from './trayStore.ts';
import { openFirst, saveOpen } from './walk.ts';

/** Several files at once, or a folder. */
export type Dropped = readonly (File | FileSystemEntry)[];

interface ArrivalOptions {
  /** Opens one image by itself, which needs no tray. Tells whether it is open. */
  readonly openAlone: (arrival: Arrival) => Promise<boolean>;
  /** What is known of some of the files, where the relay had them before. */
  readonly known?: ReadonlyMap<File, Arrival>;
  /** What should have come and did not. */
  readonly unread?: readonly { readonly name: string; readonly problem: ProblemError }[];
  /** What was not even asked for, since there was no room for it. */
  readonly unasked?: readonly string[];
}

/** Opens all that was dropped, and tells what of it was left out. Tells whether an image came up on the stage. */
export async function arrive(dropped: Dropped, options: ArrivalOptions): Promise<boolean> {
  const open = await inTurn(async () => takeIn(await sortOut(dropped, options), options));
  return await open();
}

/** Returns what brings one of them up, where the stage was empty. */
function takeIn(sorted: Sorted, { openAlone, known }: ArrivalOptions): () => Promise<boolean> {
  // Read anew: sorting out took a while, in which the tray was worked on.
  const before = itemsNow();
  const single = sorted.single.slice(0, MAX_TRAY - before.length);
  const arrived = single.map((file) => ({ key: randomId(), ...(known?.get(file) ?? { file }) }));
  // What was told before is not about these.
  dismissSourceProblem();
  tellArrival(reportOf(sorted, arrived.length), new Set(arrived.map(({ key }) => key)));
  const [first] = arrived;
  if (!first) return async () => false;
  if (arrived.length + before.length === 1) return () => openOnly(first, openAlone);
  const added = arrived.map(asItem);
  // What was done with one image alone has no place among several.
  if (!hasTray()) forgetOutside();
  setItems(before);
  saveOpen();
  const { source } = useSourceStore.getState();
  // At hand before they are in the tray: whatever watches it asks for them at once.
  keepBytes([...(source ? [source] : []), ...arrived]);
  addItems(added);
  return async () => before.length === 0 && (await openFirst(arrived.slice(0, FIRST_TRIES)));
}

/** Of what came, one image is left: why that cannot be opened is told beside what became of the others. */
async function openOnly(arrival: Arrival, openAlone: ArrivalOptions['openAlone']): Promise<boolean> {
  const isOpen = await openAlone(arrival);
  if (!isOpen && useSourceStore.getState().problem !== null) tellUnusable(shownName(arrival.file.name));
  return isOpen;
}

let turn: Promise<unknown> = Promise.resolve();

/** What comes while something else is still being read waits for it: each is compared with all that came before it. */
function inTurn<T>(read: () => Promise<T>): Promise<T> {
  const result = turn.then(read);
  turn = result.catch(() => undefined);
  return result;
}

/** Files that came, by what becomes of them. */
interface Sorted {
  readonly arrived: number;
  readonly single: readonly File[];
  readonly leftOut: ArrivalReport['leftOut'];
  readonly whyUnread: string | null;
  readonly isCut: boolean;
}

/** What is told once it is known how many of them have room. */
function reportOf({ arrived, single, leftOut, ...told }: Sorted, added: number): ArrivalReport {
  const beyond = [...leftOut.beyond, ...namesOf(single.slice(added))];
  return { arrived, added, leftOut: { ...leftOut, beyond }, ...told };
}

function namesOf(files: readonly File[]): readonly string[] {
  return files.map(({ name }) => shownName(name));
}

async function sortOut(dropped: Dropped, { unread = [], unasked = [] }: ArrivalOptions): Promise<Sorted> {
  const { files, isCut } = await filesIn(dropped);
  const before = itemsNow();
  const { images, foreign, empty, beyond } = sortArrival(files, MAX_TRAY - before.length);
  const { single, doubles } = await withoutDoubles(images, before);
  return {
    // Without what systems put there by themselves.
    arrived: [images, foreign, empty, beyond, unread, unasked].flat().length,
    single,
    leftOut: {
      ...{ foreign: namesOf(foreign), empty: namesOf(empty) },
      ...{ double: namesOf(doubles), beyond: [...namesOf(beyond), ...unasked] },
      ...{ unread: unread.map(({ name }) => shownName(name)), unusable: [] },
    },
    isCut,
    whyUnread: unread[0] ? problemMessage(unread[0].problem) : null,
  };
}

/** So many more can be open at once. */
export function roomInTray(): number {
  return Math.max(0, MAX_TRAY - itemsNow().length);
}

/** Of so many, one will be an image that can be opened; the others are told of in the tray. */
const FIRST_TRIES = 8;

/** What is in the tray, or would be once there is one: the image that is open. */
function itemsNow(): readonly TrayItem[] {
  const { items } = useTrayStore.getState();
  const { opened, source } = useSourceStore.getState();
  const isThere = items.some((item) => item.opened.key === opened?.key);
  // Of a tray that has shrunk to one, only what is open is still meant.
  if (items.length > 1 || isThere) return items;
  return opened && source ? [itemFor(opened, source.size)] : [];
}

/** Of one that was not looked at yet: what is set for it counts once it has its own. */
const NO_SIZE = { width: 1, height: 1 };

export function itemFor(opened: Opened, size: TrayItem['size']): TrayItem {
  const work = workAnew(opened.key, size ?? NO_SIZE);
  return { opened, size, work, isForRelay: false, refused: null };
}

function asItem({ key, file, sourceId, facts }: Kept & Arrival): TrayItem {
  const name = shownName(file.name) || 'Pasted image';
  const known = { sourceId: sourceId ?? null, facts: facts ?? null };
  return itemFor({ key, name, fileBytes: file.size, ...known }, null);
}
