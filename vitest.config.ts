import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'server/**/*.test.ts', 'e2e/upstream/**/*.test.ts', 'scripts/**/*.test.ts'],
    globalSetup: 'server/testing/databaseTemplate.ts',
    // Two where there are two cores: half of the time is waiting.
    maxWorkers: '100%',
    // A bound for what hangs, far from what anything takes on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
