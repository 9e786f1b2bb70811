import type { Base64Files } from './base64Files.ts';

/** A request body that can be sent as often as need be. */
export interface StreamedBody {
  /** Exact length. */
  readonly bytes: number;
  chunks(): AsyncIterable<Buffer>;
}

interface Base64Request {
  readonly file: string;
  /** Name of the field that holds it. */
  readonly field: string;
  /** The others, one at least. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A JSON object with one more field: the bytes of a file as bare Base64. */
export async function base64Body(
  files: Base64Files,
  { file, field, fields }: Base64Request,
): Promise<StreamedBody> {
  const { bytes, parts } = await files.open(file);
  const head = Buffer.from(`{${JSON.stringify(field)}:"`);
  const tail = Buffer.from(`",${JSON.stringify(fields).slice(1)}`);
  return {
    bytes: head.length + 4 * Math.ceil(bytes / 3) + tail.length,
    chunks: async function* () {
      yield head;
      yield* parts();
      yield tail;
    },
  };
}
