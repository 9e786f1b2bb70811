import path from 'node:path';
import { contentFill } from '../../../src/engine/contentFill.ts';
import { writeContactSheet } from './contactSheet.ts';
import { type Measures, meanOf, measure } from './measures.ts';
import { type PhotoSet, readSquare } from './photoSet.ts';
import { middleOf, type Pads, type Picture } from './picture.ts';
import { mirror, mirrorAndBlur, replicate } from './plainFills.ts';
import { createTelea } from './telea.ts';

const SIDE = 512;
/** Leaves 341 × 341 pixels to start from, two thirds of each side. */
const PADS: Pads = { up: 85, right: 86, bottom: 86, left: 85 };
const SEEDS = [1, 2, 3];
const REPORTS = 'test-results/engine';
const COLUMNS = 4;

/** One picture, or one for each seed. */
type Method = (source: Picture) => readonly Picture[];

interface Scores {
  readonly photo: string;
  readonly measures: Measures;
  readonly elapsedMs: number;
}

const telea = await createTelea();
const METHODS: Readonly<Record<string, Method>> = {
  replicate: (source) => [replicate(source, PADS)],
  mirror: (source) => [mirror(source, PADS)],
  'mirror + blur': (source) => [mirrorAndBlur(source, PADS)],
  Telea: (source) => [telea(source, PADS)],
  engine: (source) =>
    SEEDS.map((seed) => ({
      width: SIDE,
      height: SIDE,
      rgba: contentFill({ rgba: source.rgba, size: source, pads: PADS, seed }),
    })),
};

/** Scores every method on the photos of a set against what was really there, and prints tables. */
export async function printQuality({ name, files }: PhotoSet): Promise<void> {
  console.log(
    `\nQuality, ${name}: ${files.length} photos at ${SIDE} px, the middle ${SIDE - PADS.left - PADS.right} px kept and expanded back; engine: mean of ${SEEDS.length} seeds`,
  );
  const table = new Map<string, Scores[]>(Object.keys(METHODS).map((method) => [method, []]));
  for (const file of files) {
    const scores = await scorePhoto(file, path.join(REPORTS, name));
    for (const [method, score] of Object.entries(scores)) table.get(method)?.push(score);
  }
  console.log(LEGEND);
  console.log(HEADER);
  for (const [method, scores] of table) {
    const elapsedMs = scores.reduce((sum, one) => sum + one.elapsedMs, 0) / scores.length;
    console.log(
      inColumns(method, meanOf(scores.map(({ measures }) => measures)), `${elapsedMs.toFixed(0)} ms`),
    );
  }
  console.log(
    'Engine, photo by photo                                                           mirror, PSNR near',
  );
  table.get('engine')?.forEach(({ photo, measures }, index) => {
    const mirrored = table.get('mirror')?.[index]?.measures.psnrNear ?? Number.NaN;
    const verdict = measures.psnrNear > mirrored ? '' : '  ← not above';
    console.log(inColumns(photo, measures, mirrored.toFixed(2) + verdict));
  });
  console.log(`Contact sheets: ${REPORTS}/${name}/`);
}

async function scorePhoto(file: string, folder: string): Promise<Record<string, Scores>> {
  const photo = path.parse(file).name;
  const truth = await readSquare(file, SIDE);
  const source = middleOf(truth, PADS);
  const scores: Record<string, Scores> = {};
  const tiles = [{ label: photo, picture: truth }];
  for (const [method, fill] of Object.entries(METHODS)) {
    const startMs = performance.now();
    const filled = fill(source);
    const elapsedMs = (performance.now() - startMs) / filled.length;
    const measures = meanOf(filled.map((picture) => measure(picture, truth, PADS)));
    scores[method] = { photo, measures, elapsedMs };
    filled.forEach((picture, index) => {
      tiles.push({ label: filled.length > 1 ? `${method}, seed ${SEEDS[index]}` : method, picture });
    });
  }
  await writeContactSheet(tiles, COLUMNS, path.join(folder, `${photo}.png`));
  return scores;
}

const LEGEND = [
  'PSNR, SSIM: higher is nearer to the truth, but fog scores well too. near = within 16 px of the old border',
  "seam: step across the old border over the truth's. 1 is best: below, the border is smeared; above, it shows as a line",
  "texture: restlessness over the truth's. 1 is best: below is blur. SWD: distance of patches, lower is better",
].join('\n');
const HEADER = `${''.padEnd(20)}PSNR near  ring   SSIM near  ring   seam   texture  SWD`;

function inColumns(label: string, measures: Measures, last: string): string {
  return [
    label.padEnd(20),
    measures.psnrNear.toFixed(2).padEnd(11),
    measures.psnrRing.toFixed(2).padEnd(7),
    measures.ssimNear.toFixed(3).padEnd(11),
    measures.ssimRing.toFixed(3).padEnd(7),
    measures.seam.toFixed(2).padEnd(7),
    measures.texture.toFixed(2).padEnd(9),
    measures.wasserstein.toFixed(1).padEnd(7),
    last,
  ].join('');
}
