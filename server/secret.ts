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

  /** A text of others without this value, plain or as JSON writes it. */
  redactIn(text: string): string {
    const inJson = JSON.stringify(this.#value).slice(1, -1);
    const spellings = [this.#value, inJson, inJson.replaceAll('/', '\\/')];
    return spellings.reduce((rest, spelling) => rest.replaceAll(spelling, REDACTED), text);
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
