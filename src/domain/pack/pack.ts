/** Several formats of one source, asked for together. */

import { z } from 'zod';
import { CENTRED } from '../anchor.ts';
import { formatIdSchema } from '../contract/taskRequest.ts';
import { formatOf } from '../formatOf.ts';
import { MAX_PROMPT_LENGTH } from '../limits.ts';

/** So many formats fit into one pack. */
export const MAX_PACK_FORMATS = 24;
const MAX_PACK_NAME_LENGTH = 60;

const share = z.number().min(0).max(1);
const packItemSchema = z.object({
  formatId: formatIdSchema,
  anchor: z.object({ x: share, y: share }),
  /** In place of what is asked for in all formats; null for the same. One that is too long is kept, and not sent. */
  prompt: z.string().nullable(),
});
/** One format of a pack, with what is set for it alone. */
export type PackItem = z.infer<typeof packItemSchema>;
export const packItemsSchema = z.array(packItemSchema).max(MAX_PACK_FORMATS);

interface PackPrompts {
  readonly items: readonly PackItem[];
  /** What is asked for where a format has no prompt of its own. */
  readonly prompt: string;
  /** Whether the provider reads prompts; where it does not, they are neither shown nor sent. */
  readonly usesPrompt: boolean;
}

/** Whose prompt is too long to be sent, `all` or the id of a format; null where none is. */
export function tooLongIn({ items, prompt, usesPrompt }: PackPrompts): string | null {
  if (!usesPrompt) return null;
  if (prompt.length > MAX_PROMPT_LENGTH) return 'all';
  return items.find(({ prompt }) => (prompt?.length ?? 0) > MAX_PROMPT_LENGTH)?.formatId ?? null;
}

/** Formats under a name, to be chosen again. */
export const savedPackSchema = z.object({
  name: z.string().trim().min(1).max(MAX_PACK_NAME_LENGTH),
  formatIds: z.array(formatIdSchema).min(1).max(MAX_PACK_FORMATS),
});
export type SavedPack = z.infer<typeof savedPackSchema>;

/** What is offered before anybody has saved one. */
export const PACKS: readonly SavedPack[] = [
  {
    name: 'Social launch',
    formatIds: [
      'instagram-square',
      'instagram-portrait',
      'instagram-story',
      'youtube-thumbnail',
      'linkedin-post',
    ],
  },
  { name: 'Stories and reels', formatIds: ['instagram-story', 'instagram-reel', 'pinterest-pin'] },
  { name: 'Headers', formatIds: ['linkedin-cover', 'x-header', 'youtube-thumbnail', 'full-hd'] },
  { name: 'Prints', formatIds: ['4x6-in', '5x7-in', '8x10-in', 'a4'] },
];

/**
 * Formats as the items of a pack: what was set for one that stays is kept, and each is there once. Formats that are
 * not known any more are left out.
 */
export function packItems(formatIds: readonly string[], before: readonly PackItem[] = []): PackItem[] {
  const known = [...new Set(formatIds)].filter((id) => formatOf(id) !== null).slice(0, MAX_PACK_FORMATS);
  return known.map(
    (formatId) =>
      before.find((item) => item.formatId === formatId) ?? { formatId, anchor: CENTRED, prompt: null },
  );
}

/** The saved pack that has just these formats, in any order; null where none does. */
export function packNamed(items: readonly PackItem[], packs: readonly SavedPack[]): SavedPack | null {
  const ids = new Set(items.map(({ formatId }) => formatId));
  return (
    packs.find(({ formatIds }) => formatIds.length === ids.size && formatIds.every((id) => ids.has(id))) ??
    null
  );
}
