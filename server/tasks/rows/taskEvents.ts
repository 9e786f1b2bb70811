import type { TaskTouch } from './taskChange.ts';
import type { TaskNews, TaskReader } from './taskReader.ts';

/** Gets news until it is closed; a slow one gets the latest of each task only. */
export type NewsListener = {
  readonly onNews: (news: TaskNews) => void;
  /** The relay's configuration answers otherwise than before. */
  readonly onConfig: () => void;
  /** Somebody signed out: is it this one? */
  readonly onSignOut: () => void;
  readonly onClose: () => void;
};

/** Tells everyone who listens about changed tasks: each change is read from the database once, however many listen. */
export class TaskEvents {
  readonly #reader: TaskReader;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<NewsListener>();
  readonly #changed = new Set<string>();
  /** The largest revision that was heard of. */
  #upTo = 0;
  #reading: Promise<void> | null = null;
  #isClosed = false;

  constructor(reader: TaskReader, onError: (error: unknown) => void) {
    this.#reader = reader;
    this.#onError = onError;
  }

  subscribe(listener: NewsListener): () => void {
    if (this.#isClosed) listener.onClose();
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  notice({ id, revision }: TaskTouch): void {
    this.#upTo = Math.max(this.#upTo, revision);
    if (this.#listeners.size === 0) return;
    this.#changed.add(id);
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
  }

  configChanged(): void {
    for (const listener of this.#listeners) listener.onConfig();
  }

  signedOut(): void {
    for (const listener of this.#listeners) listener.onSignOut();
  }

  /** Some changes may have gone unheard: everyone starts again from what they know. */
  restart(): void {
    for (const listener of this.#listeners) listener.onClose();
    this.#listeners.clear();
  }

  close(): void {
    this.#isClosed = true;
    this.restart();
  }

  async #read(): Promise<void> {
    while (this.#changed.size > 0) {
      const ids = [...this.#changed];
      const upTo = this.#upTo;
      this.#changed.clear();
      try {
        for (const news of await this.#reader.news(ids)) {
          // It changed once more: told now, it would hide what changed in between and is not heard of yet.
          if (news.revision > upTo) continue;
          for (const listener of this.#listeners) listener.onNews(news);
        }
      } catch (error) {
        this.#onError(error);
        this.restart();
      }
    }
  }
}
