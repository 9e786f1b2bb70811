/** `640 KB`, `2.4 MB` */
export function fileSizeLabel(fileBytes: number): string {
  if (fileBytes < 1e6) return `${Math.max(1, Math.round(fileBytes / 1e3))} KB`;
  return `${(fileBytes / 1e6).toFixed(1)} MB`;
}

/** `43%` of a share from 0 to 1 */
export function percentLabel(share: number): string {
  return `${Math.round(share * 100)}%`;
}
