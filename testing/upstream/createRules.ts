import sharp from 'sharp';
import { z } from 'zod';

/*
 * The documented rules of a create request, written down once more on purpose: the product's own rules
 * are what this upstream tests, so it shares no code with them.
 */

const ratio = (name: string) =>
  z
    .number(`${name} is required and must be a number`)
    .min(0, `${name} must be at least 0`)
    .max(2, `${name} must be at most 2`)
    .refine((value) => Number(value.toFixed(4)) === value, `${name} may have at most 4 decimals`);

const optionalText = (name: string) => z.string(`${name} must be a string`).optional();

const createBodySchema = z
  .strictObject({
    image: z.string('image can not be null').min(1, 'image can not be null'),
    up_expansion_ratio: ratio('up_expansion_ratio'),
    bottom_expansion_ratio: ratio('bottom_expansion_ratio'),
    left_expansion_ratio: ratio('left_expansion_ratio'),
    right_expansion_ratio: ratio('right_expansion_ratio'),
    prompt: z
      .string('prompt must be a string')
      .max(2500, 'prompt may have at most 2500 characters')
      .optional(),
    n: z
      .string('n must be a string')
      .regex(/^[1-9]$/, 'n must be a whole number from 1 to 9')
      .optional(),
    callback_url: optionalText('callback_url').refine(
      (value) => value === undefined || isWebAddress(value),
      'callback_url must be a web address',
    ),
    external_task_id: optionalText('external_task_id'),
  })
  .superRefine((body, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    // In whole ten-thousandths, so that exactly 3 is told from 3.0001 without binary noise.
    const steps = (value: number) => Math.round(value * 10_000);
    const wide = 10_000 + steps(body.left_expansion_ratio) + steps(body.right_expansion_ratio);
    const high = 10_000 + steps(body.up_expansion_ratio) + steps(body.bottom_expansion_ratio);
    if (wide * high > 300_000_000)
      refuse('the expanded image is too large: at most 3 times the original area');
    if (wide === 10_000 && high === 10_000) refuse('at least one expansion ratio must be above 0');
  });

const MAX_FILE_BYTES = 10_000_000;
const MIN_SIDE = 300;
const MAX_ASPECT = 2.5;
/** A bound for what hangs, far from what a download takes on a busy machine. */
const HANGING_MS = 60_000;

/** The image as it arrived. Its pixels are not rotated: ratios are shares of the decoded width and height. */
interface SentImage {
  readonly bytes: Buffer;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  readonly hasAlpha: boolean;
  readonly colourSpace: string;
}

export interface CreateRequest {
  readonly image: SentImage;
  readonly ratios: Readonly<Record<'up' | 'right' | 'bottom' | 'left', number>>;
  readonly prompt: string;
  readonly n: number;
  readonly callbackUrl: string | null;
  readonly externalTaskId: string | null;
}

/** Every rule that a body breaks, or what it asks for. */
export async function checkCreate(
  body: unknown,
): Promise<{ reasons: string[]; request: null } | { reasons: null; request: CreateRequest }> {
  const parsed = createBodySchema.safeParse(body);
  if (!parsed.success) return { reasons: parsed.error.issues.map((issue) => issue.message), request: null };
  const image = await readImage(parsed.data.image);
  if (typeof image === 'string') return { reasons: [image], request: null };
  const fields = parsed.data;
  return {
    reasons: null,
    request: {
      image,
      ratios: {
        up: fields.up_expansion_ratio,
        right: fields.right_expansion_ratio,
        bottom: fields.bottom_expansion_ratio,
        left: fields.left_expansion_ratio,
      },
      prompt: fields.prompt ?? '',
      n: Number(fields.n ?? '1'),
      callbackUrl: fields.callback_url ?? null,
      externalTaskId: fields.external_task_id || null,
    },
  };
}

/** The image, or the rule it breaks. */
async function readImage(text: string): Promise<SentImage | string> {
  const bytes = isWebAddress(text) ? await download(text) : fromBase64(text);
  if (typeof bytes === 'string') return bytes;
  if (bytes.length > MAX_FILE_BYTES) return `image may have at most ${MAX_FILE_BYTES} bytes`;
  const decoded = await decode(bytes);
  if (decoded === null) return 'image can not be decoded as JPEG or PNG';
  const { width, height } = decoded;
  if (Math.min(width, height) < MIN_SIDE)
    return `Image pixel is invalid: at least ${MIN_SIDE} px on both sides`;
  if (Math.max(width, height) / Math.min(width, height) > MAX_ASPECT) {
    return 'image aspect ratio must be between 1:2.5 and 2.5:1';
  }
  return decoded;
}

async function decode(bytes: Buffer): Promise<SentImage | null> {
  try {
    const image = sharp(bytes, { failOn: 'truncated' });
    const { format, width, height, orientation, hasAlpha, space } = await image.metadata();
    if (format !== 'jpeg' && format !== 'png') return null;
    // Reads every pixel: a file that breaks off is refused here.
    await image.stats();
    return { bytes, format, width, height, orientation: orientation ?? 1, hasAlpha, colourSpace: space };
  } catch {
    return null;
  }
}

function fromBase64(text: string): Buffer | string {
  const isRaw = text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  return isRaw ? Buffer.from(text, 'base64') : 'File is not in a valid base64 format';
}

async function download(address: string): Promise<Buffer | string> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(HANGING_MS) });
    if (!answer.ok) return `image url answers with ${answer.status}`;
    return Buffer.from(await answer.arrayBuffer());
  } catch {
    return 'image url can not be reached';
  }
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
