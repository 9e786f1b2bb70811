import type { LedgerGroup, LedgerRow, LedgerSumsRow, PrepaidPackage } from '../../domain/contract/ledger.ts';
import { IN_NO_BATCH, NOBODYS } from '../../domain/ledgerNames.ts';
import type { GalleryView } from '../galleryAddress.ts';
import { dayLabel } from '../grid/dayLabel.ts';

/** The first day that counts, where the browser is; null for all. */
export function firstDay(span: GalleryView['span'], now: Date): string | null {
  if (span === 'all') return null;
  const month = span === 'year' ? 1 : now.getMonth() + 1;
  return `${now.getFullYear()}-${String(month).padStart(2, '0')}-01`;
}

/** What a row is about: `Yesterday`, `January 2026`, a name. */
export function rowLabel(by: LedgerGroup, { key, name }: Pick<LedgerRow, 'key' | 'name'>, now: Date): string {
  if (by === 'batch') return name ?? IN_NO_BATCH;
  if (key === null) return NOBODYS;
  if (by === 'day') return dayLabel(key, now);
  if (by === 'person') return key;
  const [year = 0, month = 1] = key.split('-').map(Number);
  return new Date(year, month - 1, 1).toLocaleDateString(undefined, { month: 'long', year: 'numeric' });
}

/** What the providers say that they deducted; null where none told. */
export function deductedLabel({ units, quota }: Pick<LedgerSumsRow, 'units' | 'quota'>): string | null {
  const words = [
    units === null ? null : `${units} ${units === '1' ? 'unit' : 'units'}`,
    quota === null ? null : `${quota} of the balance`,
  ].filter((word) => word !== null);
  return words.length > 0 ? words.join(' + ') : null;
}

/** What the stated price comes to where no provider told; without a price, how many images that are. */
export function statedLabel({
  statedImages,
  statedCost,
}: Pick<LedgerSumsRow, 'statedImages' | 'statedCost'>): string | null {
  if (statedImages === 0) return null;
  const images = `${statedImages.toLocaleString()} ${statedImages === 1 ? 'image' : 'images'}`;
  return statedCost === null ? images : `${statedCost} for ${images}`;
}

/** What images whose charge was not told are summed up under: they have no price where none is stated. */
export function statedHead({ statedCost }: Pick<LedgerSumsRow, 'statedCost'>): string {
  return statedCost === null ? 'Charge not told' : 'At the stated price';
}

/** Failures, those that were charged for told apart from the others. */
export function failedLabel({
  failedCharged,
  failedUncharged,
}: Pick<LedgerSumsRow, 'failedCharged' | 'failedUncharged'>): string | null {
  const words = [
    failedCharged > 0 ? `${failedCharged.toLocaleString()} charged` : null,
    failedUncharged > 0 ? `${failedUncharged.toLocaleString()} not charged` : null,
  ].filter((word) => word !== null);
  return words.length > 0 ? words.join(', ') : null;
}

/** What is left of a package: `812 of 1000`; without a figure, what its provider calls its state. */
export function leftLabel({ left, total, status }: Omit<PrepaidPackage, 'name'>): string {
  if (left === null) return status ?? 'Not told';
  return total === null ? left : `${left} of ${total}`;
}
