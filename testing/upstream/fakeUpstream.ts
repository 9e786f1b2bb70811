import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type Answer, readJson, send } from './answer.ts';
import { createChaos } from './chaos.ts';
import { control } from './control.ts';
import { ExpandApi, subjectOfBody } from './expandApi.ts';
import { type Call, type Effect, type Fault, FaultScript, faultSchema, isBeforeHandling } from './fault.ts';
import { type UpstreamOptions, upstreamOptionsSchema } from './upstreamOptions.ts';
import type { UpstreamState } from './upstreamState.ts';

interface ServerOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Adds the routes under `/_control`, for tests in another process. */
  readonly control?: boolean;
}

export interface FakeUpstream {
  /** What a relay takes as its PROVIDER_BASE_URL. */
  readonly url: string;
  readonly key: string;
  /** A copy of what was seen up to now. */
  state(): UpstreamState;
  addFaults(...faults: Fault[]): void;
  clearFaults(): void;
  /** From now on every task, old or new, is done at its nth query. */
  finishAtPoll(polls: number): void;
  /** Drops all connections and stops. */
  close(): Promise<void>;
}

/** What a request gets, and the fault that it meets on the way. */
interface Outcome {
  readonly answer: Answer;
  readonly effect: Effect | null;
}

const NO_ANSWER: Answer = { status: 500, headers: {}, body: '' };

/** A strict stand-in for the provider's API over real HTTP: refuses whatever is not as documented. */
export async function startFakeUpstream(
  behaviour: UpstreamOptions = {},
  { port = 0, control: isControlled = false }: ServerOptions = {},
): Promise<FakeUpstream> {
  const { script, chaos, ...options } = upstreamOptionsSchema.parse(behaviour);
  const api = new ExpandApi(options);
  const faults = new FaultScript(script);
  const chance = chaos === undefined ? () => null : createChaos(chaos);
  const fateOf = (call: Call): Effect | null => {
    const scripted = faults.take(call);
    if (scripted !== null) return scripted;
    const drawn = chance(call);
    if (drawn !== null) {
      api.state.chances.push({ on: call.on, externalTaskId: call.externalTaskId, kind: drawn.kind });
    }
    return drawn?.effect ?? null;
  };
  let baseUrl = '';

  const handle = async (request: IncomingMessage, path: string): Promise<Outcome> => {
    if (isControlled && path.startsWith('/_control/')) {
      return { answer: await control({ request, path, api, faults }), effect: null };
    }
    return outcomeOf({ request, path, api, fateOf, baseUrl, expandPath: options.expandPath });
  };
  const server = createServer((request, response) => {
    handle(request, new URL(request.url ?? '/', 'http://upstream').pathname)
      .then(({ answer, effect }) => send(response, answer, effect))
      .catch((error: unknown) => {
        // A cut connection ends up here too; then nobody reads this.
        send(response, { status: 599, headers: {}, body: `The fake upstream itself broke: ${error}` }, null);
      });
  });
  // An idle connection that ends just as it is used again is a fault of its own, and nobody asked for it.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The fake upstream has no port.');
  baseUrl = `http://127.0.0.1:${address.port}`;

  return {
    url: baseUrl,
    key: options.key,
    state: () => structuredClone(api.state),
    addFaults: (...more) => faults.add(z.array(faultSchema).parse(more)),
    clearFaults: () => faults.clear(),
    finishAtPoll: (polls) => {
      api.liveOptions = { ...api.liveOptions, timing: { polls } };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Course {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly api: ExpandApi;
  /** What happens to a call on its way. */
  readonly fateOf: (call: Call) => Effect | null;
  readonly baseUrl: string;
  readonly expandPath: string;
}

async function outcomeOf({ request, path, api, fateOf, baseUrl, expandPath }: Course): Promise<Outcome> {
  if (request.method === 'POST' && path === expandPath) {
    const body = await readJson(request);
    const subject = subjectOfBody(body);
    return underFault(fateOf({ on: 'create', ...subject }), {
      handled: (effect) => api.create(request, body, { fate: effect, baseUrl }),
      notHandled: () => {
        api.state.creates.push({
          externalTaskId: subject.externalTaskId,
          outcome: 'fault',
          taskId: null,
          acceptedMs: null,
          images: null,
          accepted: null,
        });
      },
    });
  }
  const id = request.method === 'GET' ? lastPart(path, expandPath) : null;
  if (id !== null) {
    const effect = fateOf({ on: 'query', ...api.subjectOfTask(id) });
    return underFault(effect, { handled: () => api.query(request, id, baseUrl) });
  }
  if (request.method === 'GET' && path === expandPath)
    return { answer: api.list(request, baseUrl), effect: null };
  if (request.method === 'GET' && path === '/account/costs')
    return { answer: api.costs(request), effect: null };
  if (request.method === 'GET' && path === '/tasks' && api.answersGroups) {
    const effect = fateOf({ on: 'query', externalTaskId: null, prompt: null });
    return underFault(effect, { handled: () => api.group(request, baseUrl) });
  }
  const name = request.method === 'GET' ? lastPart(path, '/files') : null;
  if (name !== null) {
    const effect = fateOf({ on: 'image', ...api.subjectOfFile(name) });
    return underFault(effect, { handled: () => api.file(request, name) });
  }
  return { answer: api.refuse(request, [404, 1202], ['no such path or method']), effect: null };
}

interface Courses {
  readonly handled: (effect: Effect | null) => Answer | Promise<Answer>;
  readonly notHandled?: () => void;
}

async function underFault(effect: Effect | null, { handled, notHandled }: Courses): Promise<Outcome> {
  if (effect?.delayMs !== undefined) await pause(effect.delayMs);
  if (effect !== null && isBeforeHandling(effect)) {
    notHandled?.();
    return { answer: NO_ANSWER, effect };
  }
  return { answer: await handled(effect), effect };
}

/** The one segment that follows a path, decoded, or null. */
function lastPart(path: string, under: string): string | null {
  if (!path.startsWith(`${under}/`)) return null;
  const rest = path.slice(under.length + 1);
  return rest === '' || rest.includes('/') ? null : decodeURIComponent(rest);
}
