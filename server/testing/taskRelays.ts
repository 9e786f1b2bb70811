import { expect, onTestFinished } from 'vitest';
import { StoppedClock } from '../../testing/testClock.ts';
import { startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import type { UpstreamOptions } from '../../testing/upstream/upstreamOptions.ts';
import { providerFacts } from '../database/providerTables.ts';
import { tasks } from '../database/schema.ts';
import type { KlingPreset } from '../providers/kling/klingPreset.ts';
import type { RelayOverrides } from '../relayParts.ts';
import { fileDatabase } from './fileDatabase.ts';
import { inlineFinisher } from './inlineFinisher.ts';
import { anyDatabaseKind, type TestDatabaseKind } from './testDatabases.ts';
import { openTestRelay, type TestRelayOptions } from './testRelay.ts';

interface TaskRelayOptions
  extends UpstreamOptions,
    Pick<RelayOverrides, 'timeoutSignal'>,
    Pick<TestRelayOptions, 'store'> {
  readonly preset?: Partial<KlingPreset>;
}

/**
 * For tests of how tasks are carried on: one database for the file, and for each test a strict upstream and a relay
 * whose runner is not started and whose clock stands still, so that the test alone says what happens when
 * (`relay.runTo`). The upstream's pictures are exact, so that finishing them takes next to nothing.
 */
export function taskRelays(kind: TestDatabaseKind = anyDatabaseKind()) {
  const file = fileDatabase(kind, 'tasks');

  return async ({ preset = {}, timeoutSignal, store, ...options }: TaskRelayOptions = {}) => {
    const upstream = await startFakeUpstream({ timing: { polls: 2 }, exact: true, ...options });
    const relay = await openTestRelay({
      ...{ database: file.database, dataDir: file.dataDir, upstream, preset },
      ...{ finisher: inlineFinisher, clock: new StoppedClock() },
      ...(timeoutSignal === undefined ? {} : { timeoutSignal }),
      ...(store === undefined ? {} : { store }),
    });
    onTestFinished(async () => {
      await relay.close();
      await upstream.close();
      await file.database.db.delete(tasks);
      await file.database.db.delete(providerFacts);
    });
    return {
      relay,
      upstream,
      db: file.database.db,
      dataDir: file.dataDir,
      /** How often each submit was taken, and is paid for. */
      accepted: () => Object.values(upstream.state().acceptedByExternalId),
      expectCleanUpstream: () => {
        expect(upstream.state().refused).toEqual([]);
        expect(upstream.state().fileRequestsWithKey).toBe(0);
      },
    };
  };
}
