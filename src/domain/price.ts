/** The one number in a price, with its fraction: `$0.03`, `0,12 €`. */
const AMOUNT = /^(\D*)(\d+)(?:([.,])(\d+))?(\D*)$/;

/** What so many images cost together, written as the price of one is; null where that cannot be told from it. */
export function totalPrice(pricePerImage: string, count: number): string | null {
  const [, before = '', whole = '', separator = '', fraction = '', after = ''] =
    AMOUNT.exec(pricePerImage) ?? [];
  if (whole === '') return null;
  const total = String(Number(whole + fraction) * count).padStart(fraction.length + 1, '0');
  const [units, cents] = [
    total.slice(0, total.length - fraction.length),
    total.slice(total.length - fraction.length),
  ];
  return `${before}${units}${separator}${fraction === '' ? '' : cents}${after}`;
}
