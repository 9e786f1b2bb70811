import { inspect } from 'node:util';

const REDACTED = '[redacted]';

/** A value that must not leak: printing, logging and JSON show `[redacted]`; only `reveal` gives it away. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  /** A text of others without this value, plain or in any spelling of JSON: each character may stand there escaped. */
  redactIn(text: string): string {
    if (this.#value === '') return text;
    const spelled = Array.from({ length: this.#value.length }, (_, at) => spellings(this.#value.charAt(at)));
    return text.replace(new RegExp(spelled.join(''), 'g'), REDACTED);
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}

/** A character as it is, after a backslash, or as `\\u0073` with digits of either case. */
function spellings(character: string): string {
  const code = character.charCodeAt(0).toString(16).padStart(4, '0');
  const digits = [...code].map((digit) => `[${digit}${digit.toUpperCase()}]`).join('');
  const plain = character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return `(?:\\\\?${plain}|\\\\u${digits})`;
}
