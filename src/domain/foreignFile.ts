export const CAMERA_RAW_SENTENCE =
  "This is a camera's raw data. Develop it in the camera's program or a photo editor and open the TIFF or JPEG from there.";
const OTHER_PICTURE =
  'which is not opened here. Save it in an image editor as PNG, JPEG or TIFF and open that.';

/** Files that people take for images, by how they begin (one character a byte), and what to do with each. */
const SENTENCES: readonly (readonly [beginning: RegExp, sentence: string])[] = [
  [
    /^$/,
    'This file is empty. It may not have been copied to its end: copy or export it again and open that.',
  ],
  [
    /^(?:\xef\xbb\xbf)?\s*%PDF-/,
    'This is a PDF, a document of pages. Export the page you need as PNG or JPEG and open that.',
  ],
  [
    /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i,
    'This is an SVG, a drawing without pixels. Export it as PNG at the size you need and open that.',
  ],
  [
    /^(?:\xef\xbb\xbf)?\s*(?:<!--[\s\S]*?-->\s*)*<(?:!DOCTYPE html|html|head|body)[\s>]/i,
    'This is a web page and not the image on it. Open the page in a browser, save the image itself and open that.',
  ],
  [
    /^(?:%!PS|\xc5\xd0\xd3\xc6)/,
    'This is an EPS, a drawing for print. Export it as PNG or TIFF at the size you need and open that.',
  ],
  [/^8BPS/, 'This is a Photoshop file. Save it there as PNG, TIFF or JPEG and open that.'],
  [
    // Fujifilm; Olympus; Panasonic; Canon's second and third; Sigma; Minolta.
    /^(?:FUJIFILMCCD-RAW|II[RU][OS\0]|MMOR|IIU\0|II\*\0\cP\0{3}CR\cB\0|[\s\S]{4}ftypcrx|FOVb|\0MRM)/,
    CAMERA_RAW_SENTENCE,
  ],
  [
    /^(?:.{4}ftyp(?:isom|iso[2-9]|mp4|M4V|qt |avc1|3g[p2]|dash)|\0.{3}(?:moov|mdat|wide|free)|[^ -\xff]E\xdf\xa3|RIFF.{4}AVI )/s,
    'This is a film. Save one of its frames as PNG or JPEG and open that.',
  ],
  [
    /^(?:PK[^ -\xff]{2}|Rar!|7z\xbc\xaf|[^ -\xff]\x8b)/,
    'This is a packed file. Unpack it and open the image that is in it.',
  ],
  [/^(?:\0\0\0\fjP {2}|\xff\x4f\xff\x51)/, `This is a JPEG 2000, ${OTHER_PICTURE}`],
  [/^v\/1[^ -\xff]/, `This is an OpenEXR, ${OTHER_PICTURE}`],
  [/^#\?(?:RADIANCE|RGBE)/, `This is a Radiance HDR, ${OTHER_PICTURE}`],
  [/^P[1-7]\s/, `This is a Netpbm image, ${OTHER_PICTURE}`],
  [/^gimp xcf/, 'This is a GIMP file. Export it there as PNG, TIFF or JPEG and open that.'],
  // With a count of its pictures: a TGA begins alike, and has none.
  [/^\0\0[\cA\cB]\0(?!\0\0)/, `This is an icon or a pointer, ${OTHER_PICTURE}`],
];

/** Bytes from the beginning of a file that are enough to tell. */
export const TELLING_BYTES = 512;

/** What a file that is no image is and what to do with it; undefined where that is not known. */
export function foreignFileSentence(beginning: string): string | undefined {
  const isWide = /^(?:\xff\xfe|\xfe\xff)/.test(beginning);
  const text = isWide ? beginning.replaceAll('\0', '') : beginning;
  return SENTENCES.find(([pattern]) => pattern.test(text))?.[1];
}
