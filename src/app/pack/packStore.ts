import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Batch } from '../../domain/contract.ts';
import {
  PACKS,
  type PackItem,
  packItems,
  packItemsSchema,
  type SavedPack,
  savedPackSchema,
} from '../../domain/pack/pack.ts';
import type { PackRequest } from '../../domain/pack/packRequests.ts';
import { usePackOpen } from '../../editor/state/packOpen.ts';
import { parsedStorage } from '../../ui/parsedStorage.ts';
import { randomId } from '../../ui/randomId.ts';
import { pressSchema } from '../submit/pendingSubmission.ts';

const partSchema = z.object({
  item: packItemsSchema.element,
  press: pressSchema,
  /** Null until the relay has it. */
  taskId: z.uuid().nullable(),
  /** Why the relay did not take it, in words; null while it is on its way. */
  problem: z.string().nullable(),
});
/** A format of a pack that was submitted, from the press until its picture is there. */
export type PackPart = z.infer<typeof partSchema>;

const runSchema = z.object({
  sourceKey: z.string(),
  sourceName: z.string(),
  size: z.object({ width: z.int().positive(), height: z.int().positive() }),
  name: z.string(),
  parts: z.array(partSchema).min(1),
});
/** A pack that was submitted. */
export type PackRun = z.infer<typeof runSchema>;

const packSchema = z.object({
  items: packItemsSchema,
  own: z.array(savedPackSchema),
  showsSafeZones: z.boolean(),
  run: runSchema.nullable(),
});

/** The pack that is put together, the packs that somebody saved, and the one that was submitted last. */
export const usePackStore = create<z.infer<typeof packSchema>>()(
  persist(
    (): z.infer<typeof packSchema> => ({
      items: packItems(PACKS[0]?.formatIds ?? []),
      own: [],
      showsSafeZones: true,
      run: null,
    }),
    { name: 'outframe-pack', storage: parsedStorage(packSchema) },
  ),
);

export function chooseFormats(formatIds: readonly string[]): void {
  usePackStore.setState(({ items }) => ({ items: packItems(formatIds, items) }));
}

export function changeItem(formatId: string, change: Partial<Pick<PackItem, 'anchor' | 'prompt'>>): void {
  usePackStore.setState(({ items }) => ({
    items: items.map((item) => (item.formatId === formatId ? { ...item, ...change } : item)),
  }));
}

/** Keeps the formats under a name; the one that had it before makes room. */
export function savePack(name: string): void {
  usePackStore.setState(({ own, items }) => {
    const saved: SavedPack = { name, formatIds: items.map(({ formatId }) => formatId) };
    return { own: [...own.filter((pack) => pack.name !== name), saved] };
  });
}

export function forgetPack(name: string): void {
  usePackStore.setState(({ own }) => ({ own: own.filter((pack) => pack.name !== name) }));
}

interface Submitted extends Pick<PackRun, 'sourceKey' | 'sourceName' | 'size'> {
  readonly items: readonly PackItem[];
  readonly requests: readonly PackRequest[];
  readonly batch: Batch;
}

/** Writes down all that is to be sent, each under a key of its own, before any of it leaves. */
export function startRun({ sourceKey, sourceName, size, items, requests, batch }: Submitted): void {
  const parts = requests.flatMap((asked) => {
    const item = items.find(({ formatId }) => formatId === asked.formatId);
    const press = { sourceKey, sourceSize: size, asked, idempotencyKey: randomId() };
    return item === undefined ? [] : [{ item, press, taskId: null, problem: null }];
  });
  setParts(() => parts, { sourceKey, sourceName, size, name: batch.name });
}

export function leaveRun(): void {
  usePackStore.setState({ run: null });
  usePackOpen.setState({ isSending: false });
}

/** What became of a press. */
export function settlePart(idempotencyKey: string, outcome: Pick<PackPart, 'taskId' | 'problem'>): void {
  setParts((parts) =>
    parts.map((part) => (part.press.idempotencyKey === idempotencyKey ? { ...part, ...outcome } : part)),
  );
}

/** Sends what was refused again, under the same key. */
export function sendAgain(idempotencyKey: string): void {
  settlePart(idempotencyKey, { taskId: null, problem: null });
}

/** Asks for a format once more: another task of the same batch, in place of the one before. */
export function redoPart({ item }: PackPart): void {
  setParts((parts) =>
    parts.map((part) =>
      part.item.formatId === item.formatId
        ? { ...part, press: { ...part.press, idempotencyKey: randomId() }, taskId: null, problem: null }
        : part,
    ),
  );
}

/** The next press that is to be sent; null where all are with the relay or were refused. */
export function nextPart(run: PackRun | null): PackPart | null {
  return run?.parts.find(({ taskId, problem }) => taskId === null && problem === null) ?? null;
}

function setParts(change: (parts: readonly PackPart[]) => PackPart[], begin?: Omit<PackRun, 'parts'>): void {
  usePackStore.setState(({ run: before }) => {
    const about = begin ?? before;
    return about === null ? {} : { run: { ...about, parts: change(before?.parts ?? []) } };
  });
  usePackOpen.setState({ isSending: nextPart(usePackStore.getState().run) !== null });
}
