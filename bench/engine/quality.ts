import path from 'node:path';
import { fillFrame } from '../../src/engine/fillFrame.ts';
import { FILL_SETTINGS, type FillSettings } from '../../src/engine/settings.ts';
import { writeContactSheet } from './contactSheet.ts';
import { FIRST_PASS, ONE_FILL } from './firstPass.ts';
import { type Measures, meanOf, measure } from './measures.ts';
import { middleOf, type Pads, type Picture } from './picture.ts';
import { mirror, mirrorAndBlur, replicate } from './plainFills.ts';
import { doubts, judgedFills, scoreCorrelation } from './scoreAndTruth.ts';
import type { ScoredSet } from './scoredSet.ts';
import { createTelea } from './telea.ts';

const SIDE = 512;
/** Leaves 341 × 341 pixels to start from, two thirds of each side. */
const PADS: Pads = { up: 85, right: 86, bottom: 86, left: 85 };
const SEEDS = [1, 2, 3];
const REPORTS = 'test-results/engine';
const COLUMNS = 4;
/** Scored too: what was really there repeats itself and ends at the border as well, a little. */
const TRUTH = 'truth';

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
  'first pass': (source) => engineFills(source, FIRST_PASS),
  'one fill': (source) => engineFills(source, ONE_FILL),
  engine: (source) => engineFills(source, FILL_SETTINGS.normal),
};

function engineFills(source: Picture, settings: FillSettings): Picture[] {
  return SEEDS.map((seed) => ({
    width: SIDE,
    height: SIDE,
    rgba: fillFrame({ rgba: source.rgba, size: source, pads: PADS, seed }, settings).rgba,
  }));
}

/** Scores every method on the photos of a set against what was really there, and prints tables. */
export async function printQuality({ name, pictures }: ScoredSet): Promise<void> {
  console.log(
    `\nQuality, ${name}: ${pictures.length} pictures at ${SIDE} px, the middle ${SIDE - PADS.left - PADS.right} px kept and expanded back; engine: mean of ${SEEDS.length} seeds`,
  );
  const table = new Map<string, Scores[]>([TRUTH, ...Object.keys(METHODS)].map((method) => [method, []]));
  const judged: ReturnType<typeof judgedFills>[] = [];
  for (const picture of pictures) {
    const truth = await picture.read(SIDE);
    const scores = await scorePhoto(picture.name, truth, path.join(REPORTS, name));
    judged.push(judgedFills(middleOf(truth, PADS), truth, PADS));
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
  console.log(`${'Engine, photo by photo'.padEnd(102)}mirror, PSNR near`);
  table.get('engine')?.forEach(({ photo, measures }, index) => {
    const mirrored = table.get('mirror')?.[index]?.measures.psnrNear ?? Number.NaN;
    const verdict = measures.psnrNear > mirrored ? '' : '  ← not above';
    console.log(inColumns(photo, measures, mirrored.toFixed(2) + verdict));
  });
  console.log(
    `Score and truth, Spearman: ${scoreCorrelation(judged).toFixed(2)} (mean over pictures, ${judged[0]?.length ?? 0} candidates each)`,
  );
  const { toldAndBad, toldAndFine, untoldAndBad, untoldAndFine } = doubts(judged);
  const rows = [
    ['Fills by what is told of them', 'in the worst third by the truth', 'not in it'],
    ['  «expect to retouch»', toldAndBad, toldAndFine],
    ['  nothing', untoldAndBad, untoldAndFine],
  ] as const;
  for (const [told, bad, fine] of rows) console.log(`${told.padEnd(38)}${String(bad).padEnd(34)}${fine}`);
  console.log(`Contact sheets: ${REPORTS}/${name}/`);
}

async function scorePhoto(photo: string, truth: Picture, folder: string): Promise<Record<string, Scores>> {
  const source = middleOf(truth, PADS);
  const scores: Record<string, Scores> = {};
  const tiles = [{ label: photo, picture: truth }];
  scores[TRUTH] = { photo, measures: measure(truth, truth, PADS), elapsedMs: 0 };
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
  'rep: copies of a patch within the new area; sev: share of the way on which edges that met the border are missing;',
  'veil: levels by which mean colours lie outside what the source has nearby. Lower is better, the truth is not 0',
].join('\n');
const HEADER = `${''.padEnd(20)}PSNR near  ring   SSIM near  ring   seam   texture  SWD    rep    sev    veil`;

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
    measures.repetition.toFixed(3).padEnd(7),
    measures.severed.toFixed(2).padEnd(7),
    measures.veil.toFixed(2).padEnd(7),
    last,
  ].join('');
}
