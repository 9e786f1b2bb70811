/**
 * How near a finished result comes to what was really there, beside resizing and pasting:
 * `npm run bench:finish -- [FOLDER or PHOTO …]`. «Floor» is a picture whose place and colours are known exactly and that
 * is only soft and JPEG; «known» is that one finished, so that what a result is worse by comes of its place and colours.
 */
import { photoSets } from './engine/photoSet.ts';
import { finishCases } from './finish/finishCases.ts';
import { printCosts } from './finish/finishCosts.ts';
import { printFinishTable } from './finish/finishTable.ts';
import { runCase } from './finish/runCase.ts';

for (const set of photoSets(process.argv.slice(2))) {
  console.log(`\nPhotos: ${set.name} (${set.files.length})`);
  for (const [name, cases] of finishCases(set.files)) {
    const outcomes = [];
    for (const one of cases) outcomes.push(await runCase(one));
    printFinishTable(name, outcomes);
  }
}
await printCosts();
