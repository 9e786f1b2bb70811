import type { Source } from '../domain/contract/source.ts';
import type { ProblemError } from '../domain/problem.ts';
import type { Size } from '../domain/side.ts';
import type { Reading } from './relayReading.ts';
import { closeOnceReplaced, forgetReplaced, takeReplaced } from './replacedSource.ts';
import { sourceFactsSchema } from './sourceFacts.ts';
import { type OpenSource, openedSchema, useSourceStore } from './sourceStore.ts';

/** Notes that the relay has the open source. */
export function markUploaded(key: string, source: Source): void {
  const known = { sourceId: source.id, facts: sourceFactsSchema.parse(source) };
  if (useSourceStore.getState().source?.key === key) forgetReplaced();
  useSourceStore.setState(({ opened, source: open }) => ({
    opened: opened?.key === key ? { ...opened, ...known } : opened,
    source: open?.key === key ? { ...open, ...known } : open,
  }));
}

/** Brings back what was open before a source that the relay refuses, and says why. */
export function takeBack(key: string, problem: ProblemError): void {
  const refused = useSourceStore.getState().source;
  if (refused?.key !== key) return;
  const replaced = takeReplaced();
  const before = replaced?.source ?? null;
  useSourceStore.setState({ opened: before && openedSchema.parse(before), source: before, problem });
  useSourceStore.setState({ refused: refused.file, changed: null });
  replaced?.restore();
  closeOnceReplaced(refused.bitmap);
}

/**
 * Shows the relay's reading of the open source in place of the browser's own: browsers show some turned files as they
 * lie. Returns the source where it has another size now.
 */
export function showReading(key: string, reading: Reading): OpenSource | null {
  const before = useSourceStore.getState().source;
  if (before?.key !== key || before.bitmap === reading.bitmap) return null;
  const source = { ...before, ...reading };
  useSourceStore.setState({ source });
  closeOnceReplaced(before.bitmap);
  return isSameSize(before.size, source.size) ? null : source;
}

function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}
