/**
 * What it takes to open 200 photos of 12 megapixels at once: the longest task of the page's thread, the time to the
 * first small picture and to all of them, and the memory of the page's process. The baseline is a page of the same
 * origin that makes one `createImageBitmap` of each file as soon as it arrives, and keeps and sends nothing.
 *
 * `BATCH_PHOTOS` says how many. The relay takes the photos in meanwhile, on the same processor.
 */
import { makeTemporaryFolder } from '../testing/makeTemporaryFolder.ts';
import { type BatchFigures, measureBatch, NAIVE_PAGE } from './batch/measureBatch.ts';
import { writePhotos } from './batch/photoFiles.ts';
import { withApp } from './withApp.ts';

const PHOTOS = Number(process.env.BATCH_PHOTOS ?? 200);
const AIMS = { longestMs: 50, firstMs: 1000, allMs: 60_000, memoryMb: 600 };

const folder = await makeTemporaryFolder();
try {
  const files = await writePhotos(folder.path, PHOTOS);
  await withApp(async ({ relay, browser }) => {
    const naive = await measureBatch(browser, files, async (page) => {
      // Any page of the origin that has nothing on it.
      await page.goto(`${relay.url}/api/health`);
      await page.evaluate(NAIVE_PAGE);
    });
    const app = await measureBatch(browser, files, async (page) => {
      await page.goto(relay.url);
      await page.getByRole('button', { name: 'Open an image' }).waitFor();
      // What is loaded while nothing else is done.
      await page.waitForLoadState('networkidle');
    });
    print(app, naive);
  });
} finally {
  await folder.remove();
}

function print(app: BatchFigures, naive: BatchFigures): void {
  const line = (label: string, of: (figures: BatchFigures) => number, unit: string, aim?: number) => {
    const figure = `${of(app).toFixed(0)} ${unit}`;
    const beside = `${(of(app) / of(naive)).toFixed(2)} of the naive page (${of(naive).toFixed(0)} ${unit})`;
    console.log(`  ${label}: ${figure}; ${beside}${aim === undefined ? '' : `; aim ${aim} ${unit}`}`);
  };
  console.log(`\n${PHOTOS} photos of 12 megapixels at once`);
  line('longest task', ({ longestTaskMs }) => longestTaskMs, 'ms', AIMS.longestMs);
  line("longest task by the processor's time", ({ longestTaskCpuMs }) => longestTaskCpuMs, 'ms');
  line("page's thread altogether", ({ totalCpuMs }) => totalCpuMs, 'ms');
  line('first small picture', ({ firstMs }) => firstMs, 'ms', AIMS.firstMs);
  line('all small pictures', ({ allMs }) => allMs, 'ms', AIMS.allMs);
  line("page's process at most", ({ memoryMb }) => memoryMb, 'MB', AIMS.memoryMb);
}
