import type { z } from 'zod';
import type { upstreamOptionsSchema } from './upstreamOptions.ts';

/** In what the providers differ, each strict about its own way. */
export type Dialect = Pick<z.infer<typeof upstreamOptionsSchema>, 'bottomName' | 'nType'>;

/** A body as the provider with the documented names would get it, or the rules of the dialect that it breaks. */
export function inDocumentedWay(
  body: unknown,
  { bottomName, nType }: Dialect,
): { readonly body: unknown } | { readonly reasons: string[] } {
  if (typeof body !== 'object' || body === null) return { body };
  const fields = new Map<string, unknown>(Object.entries(body));
  const reasons: string[] = [];
  if (bottomName === 'down') {
    if (fields.has('bottom_expansion_ratio')) reasons.push('bottom_expansion_ratio is not a known field');
    if (!fields.has('down_expansion_ratio')) reasons.push('down_expansion_ratio is required');
    fields.set('bottom_expansion_ratio', fields.get('down_expansion_ratio'));
    fields.delete('down_expansion_ratio');
  }
  if (nType === 'number' && fields.has('n')) {
    if (typeof fields.get('n') !== 'number') reasons.push('n must be a number');
    fields.set('n', String(fields.get('n')));
  }
  return reasons.length > 0 ? { reasons } : { body: Object.fromEntries(fields) };
}
