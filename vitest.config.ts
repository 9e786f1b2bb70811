import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// A bound for what hangs, far from what anything takes on a busy machine.
const LIMIT_MS = 240_000;
const limits = {
  ...{ testTimeout: LIMIT_MS, hookTimeout: LIMIT_MS },
  expect: { poll: { timeout: 60_000 } },
  setupFiles: ['testing/patientWaits.ts'],
};
/**
 * Test files of a worker share what they import: importing it anew for each is most of what small tests cost. So what a
 * test changes outside of itself is put back after it; globals and spies are put back here.
 */
const shared = { isolate: false, unstubGlobals: true, restoreMocks: true } as const;
/** They measure the memory of their own process, in which nothing else may have been before. */
const ALONE = ['server/images/bombs.test.ts', 'server/offers/largeOffer.test.ts'];

/**
 * Vitest goes through the projects by name. Relay tests wait for much of their time, so they begin while stories run beside
 * them; pure ones are short and use a core wholly, so they are what is left for the end. Of those, all that need a DOM
 * follow each other: a worker goes on with the next file only where that has the same environment.
 */
class InTurn extends BaseSequencer {
  override async sort(specs: TestSpecification[]): Promise<TestSpecification[]> {
    const turns = new Map(specs.map((spec) => [spec, turnOf(spec)]));
    const turn = (spec: TestSpecification) => turns.get(spec) ?? 0;
    return (await super.sort(specs)).toSorted((one, other) => turn(one) - turn(other));
  }
}

function turnOf({ project, moduleId }: TestSpecification): number {
  if (project.name !== 'pure') return 0;
  return readFileSync(moduleId, 'utf8').startsWith('// @vitest-environment') ? 2 : 1;
}

export default defineConfig({
  test: {
    // One more than cores: a good part of a test is waiting, also while stories run beside.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: InTurn },
    projects: [
      {
        test: {
          name: 'pure',
          include: ['src/**/*.test.{ts,tsx}', 'testing/**/*.test.ts', 'scripts/**/*.test.ts'],
          pool: 'threads',
          ...shared,
          ...limits,
        },
      },
      {
        test: {
          name: 'relay',
          include: ['server/**/*.test.ts'],
          // That a newer Node will be needed one day is told to whoever installs packages.
          env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
          exclude: ALONE,
          // What starts processes runs the bundle; what opens a database copies one.
          globalSetup: [
            'scripts/bundleForTests.js',
            'scripts/emptyData.js',
            'server/testing/sharedPostgres.ts',
          ],
          ...shared,
          ...limits,
        },
      },
      { test: { name: 'alone', include: ALONE, ...limits } },
    ],
  },
});
