import { stat } from 'node:fs/promises';
import { base64Parts } from './base64Parts.ts';

/** Of a file, in one piece of what is kept: few pieces, as they are handed out again and again. */
const KEPT_PIECE_BYTES = 8 * 3 * 16 * 1024;
/** So long after its last send ended. */
const KEPT_MS = 10_000;

/** Does something once after a time, unless what it returns is called before. */
type Later = (afterMs: number, work: () => void) => () => void;

function afterTimeout(afterMs: number, work: () => void): () => void {
  const timer = setTimeout(work, afterMs).unref();
  return () => clearTimeout(timer);
}

interface Kept {
  readonly key: string;
  readonly parts: SharedParts;
}

/**
 * Base64 of files, of which the one that is sent again within seconds is kept, as for a pack or for variants: it is read
 * and encoded once for all of them. One at a time, and for as long as anybody sends it, so that no more than one
 * body lies in memory; and none where each file is sent once.
 */
export class Base64Files {
  readonly #later: Later;
  #kept: Kept | null = null;
  #sentLast = '';
  #letGo = () => {};

  constructor(later: Later = afterTimeout) {
    this.#later = later;
  }

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
    const parts = new SharedParts(base64Parts(file, KEPT_PIECE_BYTES), {
      failed: () => this.#forget(),
      unused: () => this.#forgetLater(),
    });
    this.#forget();
    this.#kept = { key, parts };
    return parts.all();
  }

  #forgetLater(): void {
    this.#letGo();
    this.#letGo = this.#later(KEPT_MS, () => {
      // Dropped, it would lie in memory beside the next one until its last reader is done, which begins the time anew.
      if (this.#kept?.parts.isInUse === true) return;
      this.#sentLast = '';
      this.#forget();
    });
  }

  /** Only what nobody sends, or what nobody can: either way all of it leaves the memory. */
  #forget(): void {
    this.#kept?.parts.close();
    this.#kept = null;
  }
}

interface PartsEvents {
  /** The file could not be read to its end. */
  failed(): void;
  /** Its last reader is done. */
  unused(): void;
}

/** What one reads is there for all who come after. */
class SharedParts {
  readonly #source: AsyncGenerator<Buffer>;
  readonly #events: PartsEvents;
  readonly #pieces: Buffer[] = [];
  #reading: Promise<boolean> | null = null;
  #users = 0;

  constructor(source: AsyncGenerator<Buffer>, events: PartsEvents) {
    this.#source = source;
    this.#events = events;
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
      if (!this.isInUse) this.#events.unused();
    }
  }

  close(): void {
    void this.#source.return(undefined);
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
      this.#events.failed();
      throw error;
    }
    this.#reading = null;
    return true;
  }
}
