/** `14%`; what is less than one is not said to be nothing. */
export function percentLabel(share: number): string {
  return share < 0.01 ? 'less than 1%' : `${Math.round(share * 100)}%`;
}
