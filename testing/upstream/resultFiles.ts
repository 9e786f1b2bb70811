import { randomInt } from 'node:crypto';
import type { z } from 'zod';
import { expandedImage } from './expandedImage.ts';
import type { RESULT_FILES } from './shapes.ts';
import type { upstreamOptionsSchema } from './upstreamOptions.ts';
import type { UpstreamTask } from './upstreamTask.ts';

type FileOptions = Pick<z.infer<typeof upstreamOptionsSchema>, 'resultFiles' | 'snap64' | 'exact'>;

interface KeptFile {
  readonly task: UpstreamTask;
  readonly index: number;
  readonly type: (typeof RESULT_FILES)[number];
  file: Promise<Buffer> | null;
}

/** The images of all tasks; each is made when it is first wanted, and is the same one from then on. */
export class ResultFiles {
  readonly #options: FileOptions;
  readonly #files = new Map<string, KeptFile>();

  constructor(options: FileOptions) {
    this.#options = options;
  }

  keep(task: UpstreamTask): void {
    const types = this.#options.resultFiles;
    task.fileNames.forEach((name, index) => {
      const type = types[randomInt(Math.max(1, types.length))] ?? 'png';
      this.#files.set(name, { task, index, type, file: null });
    });
  }

  taskOf(name: string): UpstreamTask | undefined {
    return this.#files.get(name)?.task;
  }

  /** With its media type; null where there is none of this name. */
  async named(name: string): Promise<{ file: Buffer; media: string } | null> {
    const kept = this.#files.get(name);
    if (kept === undefined) return null;
    const { task, index, type } = kept;
    const { snap64, exact } = this.#options;
    kept.file ??= expandedImage(task.request, { index, snap64, exact, type, ignores: task.ignores });
    return { file: await kept.file, media: type === 'png' ? 'image/png' : 'image/jpeg' };
  }

  /** In order; null for one that the task withholds. */
  ofTask({ fileNames, withholds }: UpstreamTask): Promise<(Buffer | null)[]> {
    return Promise.all(
      fileNames.map(async (name, index) =>
        withholds.includes(index) ? null : ((await this.named(name))?.file ?? null),
      ),
    );
  }
}
