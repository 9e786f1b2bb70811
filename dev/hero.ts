/**
 * `npm run hero`: makes the before and after of the first screen, with the product's own engine, from a sample photo.
 * Writes public/samples/hero-before.webp and hero-after.webp.
 */
import sharp from 'sharp';
import { NO_EXPANSION } from '../src/domain/expansion.ts';
import { padsOf } from '../src/domain/frame.ts';
import { contentFill } from '../src/engine/contentFill.ts';
import { HERO } from '../src/source/heroPicture.ts';

const SAMPLES = new URL('../public/samples/', import.meta.url);
/** As sharp as the first screen shows it on a dense screen. */
const WIDTH = 1040;
const SEED = 1;

const { width, height } = HERO.photo;
const scale = WIDTH / (width * (1 + HERO.expansion.left + HERO.expansion.right));
const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
const photo = sharp(new URL(`${HERO.photo.name}.jpg`, SAMPLES).pathname).resize(size.width, size.height);
const rgba = new Uint8ClampedArray(await photo.clone().ensureAlpha().raw().toBuffer());
const pads = padsOf(size, { ...NO_EXPANSION, ...HERO.expansion });
const filled = contentFill({ rgba, size, pads, seed: SEED });
const frame = { width: pads.left + size.width + pads.right, height: pads.up + size.height + pads.bottom };
await photo.webp({ quality: 82 }).toFile(new URL('hero-before.webp', SAMPLES).pathname);
await sharp(filled, { raw: { ...frame, channels: 4 } })
  .removeAlpha()
  .webp({ quality: 82 })
  .toFile(new URL('hero-after.webp', SAMPLES).pathname);
