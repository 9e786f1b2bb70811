/** Where the focus returns to when the viewer closes. */
export function thumbnailId(resultId: string): string {
  return `result-${resultId}`;
}
