/** One finish, or one naive paste, of a drawn source; prints processor seconds and highest memory. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { finish } from '../../server/finishing/finish.ts';
import { frameOf } from '../../src/domain/frame.ts';
import { textured } from './texture.ts';

const [megapixels = '1', how = 'finished'] = process.argv.slice(2);
const width = Math.round(Math.sqrt((Number(megapixels) * 1e6 * 4) / 3));
const size = { width, height: Math.round(width * 0.75) };
const expansion = { up: 0.366, bottom: 0.366, left: 0.366, right: 0.366 };
const frame = frameOf(size, expansion);
const folder = await mkdtemp(path.join(tmpdir(), 'outframe-cost-'));
try {
  const [sourcePath, rawPath, resultPath] = [
    `${folder}/source.jpg`,
    `${folder}/raw.jpg`,
    `${folder}/result.png`,
  ];
  const truth = textured({ width: 1344, height: 1024 });
  const whole = () => sharp(truth, { raw: { width: 1344, height: 1024, channels: 3 } });
  await whole().jpeg().toFile(rawPath);
  const share = { x: 1344 / frame.width, y: 1024 / frame.height };
  await whole()
    .extract({
      left: Math.round(frame.placement.x * share.x),
      top: Math.round(frame.placement.y * share.y),
      width: Math.round(size.width * share.x),
      height: Math.round(size.height * share.y),
    })
    .resize({ ...size, fit: 'fill' })
    .jpeg({ quality: 95 })
    .toFile(sourcePath);
  const before = process.cpuUsage();
  if (how === 'finished') await finish({ sourcePath, rawPath, resultPath, size, expansion });
  else {
    const { placement } = frame;
    await sharp(rawPath)
      .resize({ width: frame.width, height: frame.height, fit: 'fill' })
      .composite([{ input: sourcePath, left: placement.x, top: placement.y }])
      .png({ compressionLevel: 6 })
      .toFile(resultPath);
  }
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${(user + system) / 1e6} ${Math.round(process.resourceUsage().maxRSS / 1024)}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
