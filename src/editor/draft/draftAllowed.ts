import { z } from 'zod';

/** Not every browser tells: https://wicg.github.io/savedata/#save-data-property */
const savingSchema = z.object({ connection: z.object({ saveData: z.literal(true) }) });

/** No drafts where the designer asked the browser for a light load. */
export function isDraftAllowed(): boolean {
  return !savingSchema.safeParse(navigator).success;
}
