import { randomInt, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type Answer, failure, json } from './answer.ts';
import { tellByCallback } from './callbacks.ts';
import { checkCreate } from './createRules.ts';
import { inDocumentedWay } from './dialect.ts';
import type { CallSubject, Effect } from './fault.ts';
import { HOLDS_IMAGES } from './imageShapes.ts';
import { packagesLeft } from './packagesLeft.ts';
import { ResultFiles } from './resultFiles.ts';
import { created, queried, UNKNOWN_TASK_SHAPES, unknownTask } from './shapes.ts';
import { tokenRefusal } from './signedToken.ts';
import type { LiveOptions, upstreamOptionsSchema } from './upstreamOptions.ts';
import { countUp, newState, type UpstreamState } from './upstreamState.ts';
import { createdData, groupedData, newTask, queriedData, type UpstreamTask } from './upstreamTask.ts';

type ExpandApiOptions = Omit<z.infer<typeof upstreamOptionsSchema>, 'script' | 'chaos'>;

const pageSchema = z.strictObject({
  pageNum: z.coerce.number().int().min(1).max(1000).default(1),
  pageSize: z.coerce.number().int().min(1).max(500).default(30),
});

/** One account at the provider: its rules, its tasks, its files, and a record of everything asked. */
export class ExpandApi {
  readonly state: UpstreamState = newState();
  #options: ExpandApiOptions;
  readonly #tasks = new Map<string, UpstreamTask>();
  readonly #byExternalId = new Map<string, UpstreamTask>();
  readonly #files: ResultFiles;

  constructor(options: ExpandApiOptions) {
    this.#options = options;
    this.#files = new ResultFiles(options);
  }

  get answersGroups(): boolean {
    return this.#options.answersGroups;
  }

  get liveOptions(): LiveOptions {
    const { timing, findsByExternalId } = this.#options;
    return { timing, findsByExternalId };
  }

  set liveOptions(options: LiveOptions) {
    this.#options = { ...this.#options, ...options };
  }

  async create(
    request: IncomingMessage,
    sent: unknown,
    { fate, baseUrl }: { fate: Effect | null; baseUrl: string },
  ): Promise<Answer> {
    const seen: UpstreamState['creates'][number] = {
      externalTaskId: subjectOfBody(sent).externalTaskId,
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
    const isRepeat = externalTaskId !== null && this.#byExternalId.has(externalTaskId);
    if (isRepeat && this.#options.repeats === 'refused') {
      seen.outcome = 'duplicate';
      countUp(this.state.duplicates, externalTaskId);
      return failure(400, 1201, `external_task_id value '${externalTaskId}' is duplicate`);
    }
    const task = newTask(checked.request, { ...fate, visibleAfterMs: this.#lateness() });
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
    return created(this.#drawn(this.#options.createShapes), createdData(task));
  }

  async query(request: IncomingMessage, id: string, baseUrl: string): Promise<Answer> {
    const refusal = this.#keyRefusal(request);
    if (refusal !== null) return refusal;
    const task = this.#find(id);
    if (task === undefined) {
      this.state.unknownQueries.push(id);
      return unknownTask(this.#unknownShape(), id);
    }
    task.polls += 1;
    countUp(this.state.queries, task.id);
    const shape = this.#drawn(this.#options.queryShapes);
    const data = queriedData(task, this.#options.timing, baseUrl);
    const holdsImages = HOLDS_IMAGES.has(shape) && data.task_status === 'succeed';
    return queried(shape, data, holdsImages ? await this.#files.ofTask(task) : []);
  }

  /** A page of them, the newest first. */
  list(request: IncomingMessage, baseUrl: string): Answer {
    const refusal = this.#keyRefusal(request);
    if (refusal !== null) return refusal;
    const { searchParams } = new URL(request.url ?? '', 'http://upstream');
    const page = pageSchema.safeParse(Object.fromEntries(searchParams));
    if (!page.success) {
      return this.refuse(request, [400, 1201], ['pageNum: from 1 to 1000, pageSize: from 1 to 500']);
    }
    const { pageNum, pageSize } = page.data;
    const { timing } = this.#options;
    const data = [...this.#tasks.values()]
      .filter(({ visibleMs }) => Date.now() >= visibleMs)
      .toReversed()
      .slice((pageNum - 1) * pageSize, pageNum * pageSize)
      .map((task) => queriedData(task, timing, baseUrl));
    return json(200, { code: 0, message: 'SUCCEED', data });
  }

  /** Several tasks in one question; those that nobody knows are left out. */
  group(request: IncomingMessage, baseUrl: string): Answer {
    const refusal = this.#keyRefusal(request);
    if (refusal !== null) return refusal;
    if (this.#options.jwt !== undefined) return this.refuse(request, [401, 1002], ['only with an API key']);
    const { searchParams } = new URL(request.url ?? '', 'http://upstream');
    const ids = (searchParams.get('task_ids') ?? '').split(',').filter((id) => id !== '');
    if (ids.length === 0 || ids.length > 20) {
      return this.refuse(request, [400, 1201], ['task_ids: from 1 to 20']);
    }
    const data = ids.flatMap((id) => {
      const task = this.#find(id);
      if (task === undefined) return [];
      task.polls += 1;
      return [groupedData(task, this.#options.timing, baseUrl)];
    });
    this.state.groups.push(ids);
    return json(200, { code: 0, message: 'SUCCEED', request_id: randomUUID(), data });
  }

  /** What is left of the account's packages. */
  costs(request: IncomingMessage): Answer {
    const refusal = this.#keyRefusal(request);
    if (refusal !== null) return refusal;
    const { searchParams } = new URL(request.url ?? '', 'http://upstream');
    const answer = packagesLeft(searchParams);
    return answer ?? this.refuse(request, [400, 1201], ['start_time and end_time are required']);
  }

  /** One of some shapes, each as likely; as documented where there are none. */
  #drawn<Shape extends string>(shapes: readonly Shape[]): Shape | 'documented' {
    return shapes[randomInt(Math.max(1, shapes.length))] ?? 'documented';
  }

  async file(request: IncomingMessage, name: string): Promise<Answer> {
    this.state.fileRequests += 1;
    if (request.headers.authorization !== undefined) {
      this.state.fileRequestsWithKey += 1;
      return this.refuse(request, [400, 1200], ['a result must be fetched without the key']);
    }
    const kept = await this.#files.named(name);
    return kept === null
      ? { status: 404, headers: { 'content-type': 'text/plain' }, body: 'gone' }
      : { status: 200, headers: { 'content-type': kept.media }, body: kept.file };
  }

  refuse(request: IncomingMessage, [status, code]: readonly [number, number], reasons: string[]): Answer {
    this.state.refused.push({ request: `${request.method} ${request.url}`, status, code, reasons });
    return failure(status, code, reasons.join('; '));
  }

  /** Whose task a query is about, by its id or by our name; nobody's when it finds none. */
  subjectOfTask(id: string): CallSubject {
    return subjectOf(this.#find(id));
  }

  subjectOfFile(name: string): CallSubject {
    return subjectOf(this.#files.taskOf(name));
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
    const { findsByExternalId } = this.#options;
    const task = this.#tasks.get(id) ?? (findsByExternalId ? this.#byExternalId.get(id) : undefined);
    return task !== undefined && Date.now() >= task.visibleMs ? task : undefined;
  }

  #lateness(): number {
    const { visibleAfterMs: late } = this.#options;
    return typeof late === 'number' ? late : randomInt(late.atMost + 1);
  }

  #unknownShape(): (typeof UNKNOWN_TASK_SHAPES)[number] {
    const { unknownTask } = this.#options;
    if (unknownTask !== 'any') return unknownTask;
    return UNKNOWN_TASK_SHAPES[randomInt(UNKNOWN_TASK_SHAPES.length)] ?? '404 with 1203';
  }

  #keep(task: UpstreamTask): void {
    this.#tasks.set(task.id, task);
    const { externalTaskId } = task.request;
    if (externalTaskId !== null) this.#byExternalId.set(externalTaskId, task);
    this.#files.keep(task);
  }
}

function subjectOf(task: UpstreamTask | undefined): CallSubject {
  return {
    externalTaskId: task?.request.externalTaskId ?? null,
    prompt: task?.request.prompt ?? null,
  };
}

/** What a body that may be anything says of its task. */
export function subjectOfBody(body: unknown): CallSubject {
  const fields = new Map<string, unknown>(
    typeof body === 'object' && body !== null ? Object.entries(body) : [],
  );
  const textOf = (name: string) => {
    const value = fields.get(name);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return { externalTaskId: textOf('external_task_id'), prompt: textOf('prompt') };
}
