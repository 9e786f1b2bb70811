import { createHash, timingSafeEqual } from 'node:crypto';
import type { AccessToken } from './accessToken.ts';

interface Person {
  readonly name: string;
  /** SHA-256 of the token. */
  readonly hash: Buffer;
}

/** Who may use the relay. */
export class People {
  readonly #people: readonly Person[];

  constructor(tokens: readonly AccessToken[]) {
    this.#people = tokens.map(({ person, secret }) => ({ name: person, hash: sha256(secret.reveal()) }));
  }

  /** Whether somebody has to sign in at all. */
  get areNamed(): boolean {
    return this.#people.length > 0;
  }

  /** Whose token this is, or null. Takes the same time whether it is nearly right or not at all. */
  ownerOf(token: string): string | null {
    const hash = sha256(token);
    let owner: string | null = null;
    for (const person of this.#people) {
      if (timingSafeEqual(person.hash, hash)) owner = person.name;
    }
    return owner;
  }

  /** Changes when the person's token does, and is null once they have none: what was opened with it is then void. */
  fingerprintOf(name: string): string | null {
    const person = this.#people.find((known) => known.name === name);
    return person === undefined ? null : sha256(person.hash.toString('hex')).toString('hex');
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
