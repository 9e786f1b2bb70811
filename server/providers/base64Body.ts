import { open, stat } from 'node:fs/promises';

/** A request body that can be sent as often as need be and is never whole in memory. */
export interface StreamedBody {
  /** Exact length. */
  readonly bytes: number;
  chunks(): AsyncIterable<Buffer>;
}

/** A multiple of 3, so that the Base64 of each part needs no filling up. */
const PART_BYTES = 3 * 64 * 1024;

/**
 * A JSON object with one more field: the bytes of a file as bare Base64.
 *
 * @param fields has at least one entry
 */
export async function base64Body(
  file: string,
  field: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<StreamedBody> {
  const { size } = await stat(file);
  const head = Buffer.from(`{${JSON.stringify(field)}:"`);
  const tail = Buffer.from(`",${JSON.stringify(fields).slice(1)}`);
  return {
    bytes: head.length + 4 * Math.ceil(size / 3) + tail.length,
    chunks: async function* () {
      yield head;
      yield* base64Parts(file);
      yield tail;
    },
  };
}

async function* base64Parts(file: string): AsyncIterable<Buffer> {
  const handle = await open(file, 'r');
  try {
    const part = Buffer.allocUnsafe(PART_BYTES);
    let filled = 0;
    for (;;) {
      const { bytesRead } = await handle.read(part, filled, PART_BYTES - filled);
      filled += bytesRead;
      if (bytesRead > 0 && filled < PART_BYTES) continue;
      if (filled > 0) yield Buffer.from(part.toString('base64', 0, filled), 'latin1');
      filled = 0;
      if (bytesRead === 0) return;
    }
  } finally {
    await handle.close();
  }
}
