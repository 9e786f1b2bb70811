import { stat } from 'node:fs/promises';
import { base64Parts } from './base64Parts.ts';

/** Of a file, in one piece of what is kept: few pieces, as they are handed out again and again. */
const KEPT_PIECE_BYTES = 8 * 3 * 16 * 1024;
/** So long after it was sent last. */
const KEPT_MS = 10_000;

interface Kept {
  readonly key: string;
  readonly parts: SharedParts;
}

/**
 * Base64 of files, of which the one that is sent again within seconds is kept, as for a pack or for variants: it is read
 * and encoded once for all of them. One at a time, so that no more than one body lies in memory, and none where each
 * file is sent once.
 */
export class Base64Files {
  #kept: Kept | null = null;
  #sentLast = '';
  #timer: NodeJS.Timeout | undefined;

  /** Its exact bytes, and its Base64 in pieces, as often as need be. */
  async open(file: string): Promise<{ bytes: number; parts(): AsyncIterable<Buffer> }> {
    const { size, mtimeMs, ino } = await stat(file);
    const key = `${file} ${size} ${mtimeMs} ${ino}`;
    return { bytes: size, parts: () => this.#partsOf(file, key) };
  }

  #partsOf(file: string, key: string): AsyncIterable<Buffer> {
    this.#forgetLater();
    if (this.#kept?.key === key) return this.#kept.parts.all();
    const isSentAgain = this.#sentLast === key;
    this.#sentLast = key;
    if (!isSentAgain || this.#kept?.parts.isInUse === true) return base64Parts(file);
    this.#forget();
    const parts = new SharedParts(base64Parts(file, KEPT_PIECE_BYTES), () => this.#forget());
    this.#kept = { key, parts };
    return parts.all();
  }

  #forgetLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#sentLast = '';
      this.#forget();
    }, KEPT_MS);
    this.#timer.unref();
  }

  /** Whoever sends it holds it until that is done. */
  #forget(): void {
    this.#kept?.parts.closeWhenUnused();
    this.#kept = null;
  }
}

/** What one reads is there for all who come after. */
class SharedParts {
  readonly #source: AsyncGenerator<Buffer>;
  readonly #onFailure: () => void;
  readonly #pieces: Buffer[] = [];
  #reading: Promise<boolean> | null = null;
  #users = 0;
  #isForgotten = false;

  constructor(source: AsyncGenerator<Buffer>, onFailure: () => void) {
    this.#source = source;
    this.#onFailure = onFailure;
  }

  get isInUse(): boolean {
    return this.#users > 0;
  }

  async *all(): AsyncGenerator<Buffer> {
    this.#users += 1;
    try {
      for (let at = 0; ; at += 1) {
        if (at >= this.#pieces.length && !(await this.#readOn())) return;
        const piece = this.#pieces[at];
        if (piece !== undefined) yield piece;
      }
    } finally {
      this.#users -= 1;
      if (this.#isForgotten) this.closeWhenUnused();
    }
  }

  closeWhenUnused(): void {
    this.#isForgotten = true;
    if (!this.isInUse) void this.#source.return(undefined);
  }

  /** False at its end. A failure stays one: whoever came later would get a part for the whole. */
  #readOn(): Promise<boolean> {
    this.#reading ??= this.#readPiece();
    return this.#reading;
  }

  async #readPiece(): Promise<boolean> {
    try {
      const { done, value } = await this.#source.next();
      if (done) return false;
      this.#pieces.push(value);
    } catch (error) {
      this.#onFailure();
      throw error;
    }
    this.#reading = null;
    return true;
  }
}
