/** How long results stay, where they do not stay for ever. */
export function retentionLabel(days: number): string {
  return `Results are kept for ${days === 1 ? '1 day' : `${days} days`}, then deleted; starred ones stay.`;
}
