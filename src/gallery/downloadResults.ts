import { resultImageUrl } from '../api/results.ts';
import type { Result } from '../domain/contract.ts';
import { resultName } from '../domain/resultName.ts';

export type DownloadFormat = 'png' | 'jpeg' | 'webp';

/** Saves each result as a file of its own. */
export function downloadResults(results: readonly Result[], format: DownloadFormat = 'png'): void {
  for (const result of results) {
    const link = document.createElement('a');
    link.href = resultImageUrl(result.id, { format, download: true });
    link.download = `${resultName(result)}.${format === 'jpeg' ? 'jpg' : format}`;
    link.click();
  }
}
