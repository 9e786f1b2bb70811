import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { type Answer, envelope, failure } from './answer.ts';
import { tellByCallback } from './callbacks.ts';
import { checkCreate } from './createRules.ts';
import { inDocumentedWay } from './dialect.ts';
import { expandedImage } from './expandedImage.ts';
import type { Effect } from './fault.ts';
import { tokenRefusal } from './signedToken.ts';
import type { upstreamOptionsSchema } from './upstreamOptions.ts';
import { countUp, newState, type UpstreamState } from './upstreamState.ts';
import { createdData, newTask, queriedData, type UpstreamTask } from './upstreamTask.ts';

type ExpandApiOptions = Omit<z.infer<typeof upstreamOptionsSchema>, 'script' | 'chaos'>;

interface KeptFile {
  readonly task: UpstreamTask;
  readonly index: number;
  png: Promise<Buffer> | null;
}

/** One account at the provider: its rules, its tasks, its files, and a record of everything asked. */
export class ExpandApi {
  readonly state: UpstreamState = newState();
  readonly #options: ExpandApiOptions;
  readonly #tasks = new Map<string, UpstreamTask>();
  readonly #byExternalId = new Map<string, UpstreamTask>();
  readonly #files = new Map<string, KeptFile>();

  constructor(options: ExpandApiOptions) {
    this.#options = options;
  }

  async create(
    request: IncomingMessage,
    sent: unknown,
    { fate, baseUrl }: { fate: Effect | null; baseUrl: string },
  ): Promise<Answer> {
    const seen: UpstreamState['creates'][number] = {
      externalTaskId: externalTaskIdOf(sent),
      outcome: 'refused',
      taskId: null,
      acceptedMs: null,
      images: null,
      accepted: null,
    };
    this.state.creates.push(seen);
    const refusal = this.#keyRefusal(request);
    if (refusal !== null) return refusal;
    if (!/^application\/json(;|$)/i.test(request.headers['content-type'] ?? '')) {
      return this.refuse(request, [400, 1200], ['Content-Type must be application/json']);
    }
    if (sent === undefined) return this.refuse(request, [400, 1200], ['the body is not JSON, or too long']);
    const translated = inDocumentedWay(sent, this.#options);
    if ('reasons' in translated) return this.refuse(request, [400, 1201], translated.reasons);
    const checked = await checkCreate(translated.body);
    if (checked.reasons !== null) return this.refuse(request, [400, 1201], checked.reasons);

    const { externalTaskId } = checked.request;
    if (externalTaskId !== null && this.#byExternalId.has(externalTaskId)) {
      seen.outcome = 'duplicate';
      countUp(this.state.duplicates, externalTaskId);
      return failure(400, 1201, `external_task_id value '${externalTaskId}' is duplicate`);
    }
    const task = newTask(checked.request, fate ?? {});
    this.#keep(task);
    const { bytes, ...image } = checked.request.image;
    const { ratios, prompt, n, callbackUrl } = checked.request;
    seen.outcome = 'accepted';
    seen.taskId = task.id;
    seen.acceptedMs = task.createdMs;
    seen.images = task.fileNames.length;
    seen.accepted = { ratios, prompt, n, callbackUrl, image: { ...image, fileBytes: bytes.length } };
    countUp(this.state.acceptedByExternalId, externalTaskId ?? '');
    const { timing, callbackSecret: secret, callbackTimes: times } = this.#options;
    void tellByCallback(task, { state: this.state, secret, times, timing, baseUrl });
    return envelope(createdData(task));
  }

  query(request: IncomingMessage, id: string, baseUrl: string): Answer {
    const refusal = this.#keyRefusal(request);
    if (refusal !== null) return refusal;
    const task = this.#find(id);
    if (task === undefined) {
      this.state.unknownQueries.push(id);
      return failure(404, 1203, `task '${id}' does not exist`);
    }
    task.polls += 1;
    countUp(this.state.queries, task.id);
    return envelope(queriedData(task, this.#options.timing, baseUrl));
  }

  async file(request: IncomingMessage, name: string): Promise<Answer> {
    this.state.fileRequests += 1;
    if (request.headers.authorization !== undefined) {
      this.state.fileRequestsWithKey += 1;
      return this.refuse(request, [400, 1200], ['a result must be fetched without the key']);
    }
    const kept = this.#files.get(name);
    if (kept === undefined) return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'gone' };
    const { task, index } = kept;
    const { snap64 } = this.#options;
    kept.png ??= expandedImage(task.request, { index, snap64, ignores: task.ignores });
    return { status: 200, headers: { 'content-type': 'image/png' }, body: await kept.png };
  }

  refuse(request: IncomingMessage, [status, code]: readonly [number, number], reasons: string[]): Answer {
    this.state.refused.push({ request: `${request.method} ${request.url}`, status, code, reasons });
    return failure(status, code, reasons.join('; '));
  }

  externalTaskIdOfTask(id: string): string | null {
    return this.#find(id)?.request.externalTaskId ?? null;
  }

  externalTaskIdOfFile(name: string): string | null {
    return this.#files.get(name)?.task.request.externalTaskId ?? null;
  }

  /** The refusal of a request without the right key, or null. */
  #keyRefusal(request: IncomingMessage): Answer | null {
    const header = request.headers.authorization ?? '';
    if (header === '') return this.refuse(request, [401, 1001], ['Authorization is empty']);
    if (!header.startsWith('Bearer ')) return this.refuse(request, [401, 1002], ['Authorization is invalid']);
    const { jwt, key } = this.#options;
    const token = header.slice('Bearer '.length);
    if (jwt !== undefined) {
      const refusal = tokenRefusal(token, jwt);
      return refusal === null ? null : this.refuse(request, [401, refusal[0]], [refusal[1]]);
    }
    if (token === key) return null;
    return this.refuse(request, [401, 1000], ['authentication failed']);
  }

  #find(id: string): UpstreamTask | undefined {
    return this.#tasks.get(id) ?? (this.#options.findsByExternalId ? this.#byExternalId.get(id) : undefined);
  }

  #keep(task: UpstreamTask): void {
    this.#tasks.set(task.id, task);
    const { externalTaskId } = task.request;
    if (externalTaskId !== null) this.#byExternalId.set(externalTaskId, task);
    task.fileNames.forEach((name, index) => {
      this.#files.set(name, { task, index, png: null });
    });
  }
}

/** The id in a body that may be anything. */
export function externalTaskIdOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('external_task_id' in body)) return null;
  const id = body.external_task_id;
  return typeof id === 'string' && id !== '' ? id : null;
}
