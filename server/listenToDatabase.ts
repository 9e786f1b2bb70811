import type { Logger } from 'pino';
import { SESSION_CHANNEL } from './access/sessions.ts';
import type { Database } from './database/openDatabase.ts';
import { type CircuitBreaker, PROVIDER_CHANNEL } from './tasks/admission/circuitBreaker.ts';
import { parseTaskNotice, TASK_CHANNEL } from './tasks/rows/taskChange.ts';
import type { TaskEvents } from './tasks/rows/taskEvents.ts';
import type { TaskRunner } from './tasks/taskRunner.ts';

interface Listeners {
  readonly database: Database;
  readonly circuitBreaker: CircuitBreaker;
  readonly events: TaskEvents;
  readonly runner: TaskRunner;
  readonly logger: Logger;
}

/**
 * Hears of changes that other relays, or other parts of this one, made to the rows.
 *
 * @returns what ends it
 */
export async function listenToDatabase({ database, circuitBreaker, events, runner, logger }: Listeners) {
  const unlistenProviders = await database.listen(PROVIDER_CHANNEL, () => {
    circuitBreaker.load().then(
      () => {
        events.configChanged();
        // Tasks that waited for the provider may be due, of which nothing else tells.
        runner.wake();
      },
      (error: unknown) => logger.error({ err: error }, 'The providers cannot be read.'),
    );
  });
  const unlistenSessions = await database.listen(SESSION_CHANNEL, () => events.signedOut());
  const unlistenTasks = await database.listen(TASK_CHANNEL, (payload) => {
    if (payload === null) {
      events.restart();
      runner.wake();
      return;
    }
    const notice = parseTaskNotice(payload);
    events.notice(notice);
    runner.notice(notice);
  });
  return async () => {
    await unlistenTasks();
    await unlistenSessions();
    await unlistenProviders();
  };
}
