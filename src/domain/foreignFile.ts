/** Files that people take for images, by how they begin (one character a byte), and what to do with each. */
const SENTENCES: readonly (readonly [beginning: RegExp, sentence: string])[] = [
  [/^%PDF-/, 'This is a PDF, a document of pages. Export the page you need as PNG or JPEG and open that.'],
  [
    /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i,
    'This is an SVG, a drawing without pixels. Export it as PNG at the size you need and open that.',
  ],
  [/^8BPS/, 'This is a Photoshop file. Save it there as PNG, TIFF or JPEG and open that.'],
  [
    /^.{4}ftyp(?:isom|iso[2-6]|mp4|M4V|qt |avc1|3gp)/s,
    'This is a film. Save one of its frames as PNG or JPEG and open that.',
  ],
];

/** Bytes from the beginning of a file that are enough to tell. */
export const TELLING_BYTES = 512;

/** What a file that is no image is and what to do with it; undefined where that is not known. */
export function foreignFileSentence(beginning: string): string | undefined {
  return SENTENCES.find(([pattern]) => pattern.test(beginning))?.[1];
}
