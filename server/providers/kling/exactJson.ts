import { parse } from 'lossless-json';

/**
 * JSON whose whole numbers keep every digit: one that a JavaScript number cannot hold, such as an id of 18 digits,
 * comes as a text. Every text passes through `clean`. Undefined when it is no JSON.
 */
export function parseExactJson(body: string, clean: (text: string) => string): unknown {
  try {
    return parse(body, (_key, value) => (typeof value === 'string' ? clean(value) : value), {
      parseNumber: exactNumber,
      onDuplicateKey: ({ newValue }) => newValue,
    });
  } catch {
    return undefined;
  }
}

function exactNumber(text: string): number | string {
  const number = Number(text);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(number) ? text : number;
}
