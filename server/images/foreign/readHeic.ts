import libheif from 'libheif-js/wasm-bundle.js';
import type { DecodedForeign } from './decodedForeign.ts';
import { foreignSizeProblem } from './foreignSizeProblem.ts';

interface HeicRequest {
  readonly bytes: Buffer;
  /** Bits that a channel has in the file. */
  readonly bits: number;
  /** Whether it may be of any size. */
  readonly isRefused: boolean;
}

/** Decodes the primary picture of a HEIC, turned as it says, at 16 bits a channel where it has more than 8. */
export function readHeic({ bytes, bits, isRefused }: HeicRequest): DecodedForeign {
  const context = libheif.heif_context_alloc();
  const { code, message } = libheif.heif_context_read_from_memory(context, bytes);
  if (code !== libheif.heif_error_code.heif_error_Ok) return unreadable(message);
  const image = libheif.heif_js_context_get_primary_image_handle(context);
  if (!('delete' in image)) return unreadable(image.message);
  const size = {
    width: libheif.heif_image_handle_get_width(image),
    height: libheif.heif_image_handle_get_height(image),
  };
  const isDeep = bits > 8;
  const problem = foreignSizeProblem(size, { isRefused, isDeep });
  if (problem !== null) return { problem };
  const { heif_chroma_interleaved_RGBA, heif_chroma_interleaved_RRGGBBAA_LE } = libheif.heif_chroma;
  const decoded = libheif.heif_js_decode_image2(
    image,
    libheif.heif_colorspace.heif_colorspace_RGB,
    isDeep ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RGBA,
  );
  const channel = decoded.channels?.find(({ id }) => id === libheif.heif_channel.heif_channel_interleaved);
  if (channel === undefined) return unreadable(decoded.message);
  const hasAlpha = libheif.heif_image_handle_has_alpha_channel(image) !== 0;
  return { raster: rasterOf(channel, { isDeep, hasAlpha }) };
}

/** libheif says «Unsupported …» of what it knows but does not decode; all else is damage. */
function unreadable(message = ''): DecodedForeign {
  return { problem: /^Unsupported/.test(message) ? 'heic-unreadable' : 'heic-damaged', reason: message };
}

interface Interleaved {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly bits_per_pixel: number;
  readonly data: Uint8Array;
}

/** Four values a pixel as libheif lays them out, without padding between rows and without an alpha that is none. */
function rasterOf(
  { width, height, stride, bits_per_pixel: bits, data }: Interleaved,
  { isDeep, hasAlpha }: { isDeep: boolean; hasAlpha: boolean },
) {
  const channels = hasAlpha ? 4 : 3;
  const length = width * height * channels;
  const values = isDeep ? new Uint16Array(length) : new Uint8Array(length);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const most = 2 ** bits - 1;
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        const value = 4 * x + channel;
        values[at] = isDeep
          ? Math.round((view.getUint16(y * stride + 2 * value, true) * 65_535) / most)
          : (data[y * stride + value] ?? 0);
        at += 1;
      }
    }
  }
  return { data: values, width, height, channels } as const;
}
