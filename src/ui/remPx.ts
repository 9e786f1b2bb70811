/** Screen pixels of a rem: more than 16 where somebody has the browser show large text. */
export function remPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
