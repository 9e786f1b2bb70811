const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Shorter texts of these letters are ids and words; no picture of 300 px a side is as short. */
const MIN_BASE64_LENGTH = 256;
const MAX_DATA_HEAD = 120;
const PLACE = /^in-answer:(\d{1,4})$/;

/** An answer without the images that came inside of it. */
export interface CutReply {
  /** The same JSON, where each image is a short text that names its place. */
  readonly rest: Buffer;
  /** Each as it stood between its quotes. */
  readonly images: readonly Buffer[];
}

/**
 * Takes out of a JSON what is an image as Base64 or as a `data:` URL (RFC 2397), before anything reads it: millions of
 * letters are neither words to look through nor an address to keep.
 */
export function cutOutImages(reply: Buffer): CutReply {
  const parts: Buffer[] = [];
  const images: Buffer[] = [];
  let keptTo = 0;
  for (let at = reply.indexOf(QUOTE); at !== -1; ) {
    const end = endOfText(reply, at + 1);
    if (end === -1) break;
    const text = reply.subarray(at + 1, end);
    if (isImage(text)) {
      parts.push(reply.subarray(keptTo, at + 1), Buffer.from(`in-answer:${images.length}`));
      images.push(text);
      keptTo = end;
    }
    at = reply.indexOf(QUOTE, end + 1);
  }
  return images.length === 0
    ? { rest: reply, images }
    : { rest: Buffer.concat([...parts, reply.subarray(keptTo)]), images };
}

/** Whether an address names an image that came inside of the answer. */
export function isInAnswer(url: string): boolean {
  return PLACE.test(url);
}

/** The file that such an address names; null where there is none. */
export function imageInside(url: string, images: readonly Buffer[]): Buffer | null {
  const place = PLACE.exec(url)?.[1];
  const image = place === undefined ? undefined : images[Number(place)];
  if (image === undefined) return null;
  const text = image
    .toString('latin1')
    .replaceAll(/\\[nrt]/g, '')
    .replaceAll('\\', '');
  return Buffer.from(text.slice(text.indexOf(',') + 1), 'base64');
}

/** Where the quote is that ends a text; -1 where it is cut off. */
function endOfText(reply: Buffer, start: number): number {
  for (let end = reply.indexOf(QUOTE, start); end !== -1; end = reply.indexOf(QUOTE, end + 1)) {
    let slashes = 0;
    while (end - slashes > start && reply[end - slashes - 1] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}

function isImage(text: Buffer): boolean {
  const head = text.subarray(0, MAX_DATA_HEAD).toString('latin1');
  const dataHead = /^data:[^,]*;base64,/i.exec(head)?.[0];
  if (dataHead === undefined && text.length < MIN_BASE64_LENGTH) return false;
  for (let at = dataHead?.length ?? 0; at < text.length; at += 1) {
    const byte = text[at] ?? 0;
    if (byte === BACKSLASH && IS_ESCAPED.has(text[at + 1] ?? 0)) at += 1;
    else if (!IS_BASE64.has(byte)) return false;
  }
  return true;
}

/** Both alphabets of RFC 4648. */
const IS_BASE64: ReadonlySet<number> = new Set(
  Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_='),
);
/** Some write each slash with a backslash, or break lines. */
const IS_ESCAPED: ReadonlySet<number> = new Set(Buffer.from('/nrt'));
