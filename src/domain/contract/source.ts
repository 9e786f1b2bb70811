/** A source, as the relay answers it. */
import { z } from 'zod';
import { SOURCE_FORMATS } from '../limits.ts';

export const sourceIdSchema = z.string().regex(/^[0-9a-f]{64}$/, 'A source id is 64 hexadecimal digits.');

/** Why the upstream gets a copy instead of the source's own bytes. */
export const COPY_REASONS = [
  'file-size',
  'format',
  'orientation',
  'colour',
  'cmyk',
  'hdr',
  'transparency',
] as const;

export const sourceSchema = z.object({
  /** SHA-256 of the file's bytes, hexadecimal. */
  id: sourceIdSchema,
  /** Pixels as the eye sees them: orientation applied. */
  width: z.int().positive(),
  height: z.int().positive(),
  format: z.enum(SOURCE_FORMATS),
  fileBytes: z.int().positive(),
  /** EXIF orientation of the file, 1–8. */
  orientation: z.int().min(1).max(8),
  hasAlpha: z.boolean(),
  /** Empty when the upstream gets the file as it is, else why it gets a normalised copy. The source is kept untouched. */
  copyReasons: z.array(z.enum(COPY_REASONS)),
});
export type Source = z.infer<typeof sourceSchema>;

/** Asks the relay to fetch an image and take it as a source. */
export const sourceFromUrlSchema = z.strictObject({
  url: z.string().trim().min(1, 'Type the address of an image.').max(8192, 'This address is too long.'),
});
