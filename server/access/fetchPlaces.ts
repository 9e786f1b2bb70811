import { ProblemError } from '../../src/domain/problem.ts';

/** A slow address holds its place for many minutes: of one person, and of everybody together, so many do. */
const MAX_FETCHES_EACH = 12;
const MAX_FETCHES = 4 * MAX_FETCHES_EACH;

/**
 * Places for what is fetched from addresses that people gave. Each holds a connection, a file and a request, so there is
 * an end to them; and as one person cannot have them all, slow addresses of one keep nobody else from opening any.
 */
export class FetchPlaces {
  readonly #taken = new Map<string | null, number>();

  /**
   * Fetches while there is a place.
   *
   * @param person null where nobody signs in
   * @throws ProblemError `too-many-fetches`
   */
  async within<T>(person: string | null, fetch: () => Promise<T>): Promise<T> {
    const own = this.#taken.get(person) ?? 0;
    const all = [...this.#taken.values()].reduce((sum, count) => sum + count, 0);
    if (own >= MAX_FETCHES_EACH || all >= MAX_FETCHES) throw new ProblemError('too-many-fetches');
    this.#taken.set(person, own + 1);
    try {
      return await fetch();
    } finally {
      this.#leave(person);
    }
  }

  #leave(person: string | null): void {
    const left = (this.#taken.get(person) ?? 0) - 1;
    if (left > 0) this.#taken.set(person, left);
    else this.#taken.delete(person);
  }
}
