import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { finish } from '../../server/finishing/finish.ts';
import { expectedMap } from '../../server/finishing/placePicture.ts';
import type { Expansion } from '../../src/domain/expansion.ts';
import type { Frame } from '../../src/domain/frame.ts';
import { cutOut, type FinishCase } from './finishCases.ts';
import { type FinishMeasures, measureFinish, misplacement } from './finishMeasures.ts';
import { type RgbPicture, readPhoto, readRgb, toSharp } from './rgbPicture.ts';
import { type Simulated, simulateUpstream } from './simulatedUpstream.ts';

export interface CaseOutcome {
  readonly finished: FinishMeasures;
  readonly naive: FinishMeasures;
  readonly floor: FinishMeasures;
  /** The floor's picture, finished: what is more in a finished one comes of its place and colours. */
  readonly known: FinishMeasures;
  /** Largest misplacement along the border, in source pixels. */
  readonly misplaced: { readonly finished: number; readonly naive: number };
  readonly isAccepted: boolean;
  /** Accepted, and further from the truth than the expected place was. */
  readonly isWrong: boolean;
}

interface Scene {
  readonly truth: RgbPicture;
  readonly source: RgbPicture;
  readonly frame: Frame;
  readonly expansion: Expansion;
}

export async function runCase({ file, megapixels, place, distortion }: FinishCase): Promise<CaseOutcome> {
  const scene = cutOut(await readPhoto(file, megapixels), place);
  const { truth, source, frame } = scene;
  const simulated = await simulateUpstream(truth, frame, distortion);
  const { result, map, isAccepted } = await finishThroughFiles(scene, simulated.jpeg);
  const expected = expectedMap(frame, await sizeOf(simulated.jpeg));
  const plain = { ...distortion, shift: 0, shading: 0, redrawn: 0, isCut: false, isColoured: false };
  const soft = await simulateUpstream(truth, frame, plain);
  const measured = async (picture: RgbPicture | Buffer) => {
    const whole = Buffer.isBuffer(picture) ? await pasted(scene, picture) : picture;
    return measureFinish(whole, truth, source, frame);
  };
  const misplaced = {
    finished: misplacement(map, simulated.map, source, frame),
    naive: misplacement(expected, simulated.map, source, frame),
  };
  return {
    finished: await measured(result),
    naive: await measured(simulated.jpeg),
    floor: await measured(soft.jpeg),
    known: await measured((await finishThroughFiles(scene, soft.jpeg)).result),
    misplaced,
    isAccepted,
    isWrong: isAccepted && misplaced.finished > Math.max(0.1, misplaced.naive),
  };
}

async function sizeOf(image: Buffer) {
  const { width, height } = await sharp(image).metadata();
  return { width, height };
}

/** What everybody does: stretch it to the frame, and paste. */
async function pasted({ source, frame }: Scene, jpeg: Simulated['jpeg']): Promise<RgbPicture> {
  const { width, height, placement } = frame;
  const stretched = await sharp(jpeg)
    .resize({ width, height, fit: 'fill' })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const input = await toSharp(source).png({ compressionLevel: 0 }).toBuffer();
  return readRgb(sharp(stretched).composite([{ input, left: placement.x, top: placement.y }]));
}

async function finishThroughFiles({ source, expansion }: Scene, jpeg: Buffer) {
  const folder = await mkdtemp(path.join(tmpdir(), 'outframe-bench-'));
  try {
    const [sourcePath, rawPath, resultPath] = [
      `${folder}/source.png`,
      `${folder}/raw.jpg`,
      `${folder}/result.png`,
    ];
    await toSharp(source).png({ compressionLevel: 1 }).toFile(sourcePath);
    await writeFile(rawPath, jpeg);
    const size = { width: source.width, height: source.height };
    const { proof, map } = await finish({ sourcePath, rawPath, resultPath, size, expansion });
    const { isAccepted } = proof.registration;
    return { result: await readRgb(sharp(resultPath)), map, isAccepted };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
