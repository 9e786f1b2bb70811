/** How an image is asked for. */
import { z } from 'zod';

export const IMAGE_FORMATS = ['png', 'jpeg', 'webp', 'avif'] as const;
/** Query of an image address: `width` asks for a smaller rendition. */
export const imageQuerySchema = z.object({
  width: z.coerce.number().int().min(16).max(8192).optional(),
  format: z.enum(IMAGE_FORMATS).optional(),
  /** `raw` is what the provider sent, `final` what finishing made of it. */
  rendition: z.enum(['final', 'raw']).default('final'),
});
export type ImageQuery = z.infer<typeof imageQuerySchema>;
