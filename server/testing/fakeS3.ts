import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Secret } from '../secret.ts';
import type { BucketSettings } from '../storageSettings.ts';

interface StoredObject {
  readonly bytes: Buffer;
  readonly etag: string;
  modifiedAt: Date;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

const BUCKET = 'pictures';
const ACCESS_KEY = 'outframe-test';
const SECRET_KEY = 's3-find-me-if-you-can-0815';
const PAGE = 3;

export type FakeS3 = Awaited<ReturnType<typeof startFakeS3>>;

/**
 * One bucket behind the calls of S3 that the relay uses, over real HTTP. Like stores of other makers it takes no
 * chunked checksums; and it lists in short pages.
 */
export async function startFakeS3() {
  const objects = new Map<string, StoredObject>();
  const calls: string[] = [];
  /** How often each kind of call is answered by hanging up; `*` is every kind. */
  const hangUps = new Map<string, number>();
  let isNextBroken = false;
  const server = createServer((request, response) => {
    const { method = '' } = request;
    const left = hangUps.get('*') ?? hangUps.get(method) ?? 0;
    if (left > 0) {
      if (!hangUps.has('*')) hangUps.set(method, left - 1);
      request.socket.destroy();
      return;
    }
    answer(objects, request).then(
      (given) => {
        calls.push(`${method} ${given.status}`);
        if (method === 'GET' && isNextBroken) {
          isNextBroken = false;
          breakOff(response, given);
        } else send(response, method, given);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The bucket has no port.');
  const url = `http://127.0.0.1:${address.port}`;
  const settings: BucketSettings = {
    ...{ bucket: BUCKET, endpoint: url, region: 'us-east-1', prefix: 'outframe/', hasPathStyle: true },
    keys: { accessKey: new Secret(ACCESS_KEY), secretKey: new Secret(SECRET_KEY) },
    copiesBytes: 50_000_000,
  };
  return {
    ...{ url, objects, calls, settings },
    secretKey: SECRET_KEY,
    /** What a relay process needs to use it. */
    env: {
      ...{ STORAGE: 's3', S3_BUCKET: BUCKET, S3_ENDPOINT: url, S3_PREFIX: '/outframe' },
      ...{ S3_ACCESS_KEY: ACCESS_KEY, S3_SECRET_KEY: SECRET_KEY },
    },
    /** From now on nothing is answered. */
    goAway: () => {
      hangUps.set('*', 1);
      server.closeAllConnections();
    },
    comeBack: () => void hangUps.delete('*'),
    /** The next download ends in its middle. */
    breakOffNext: () => {
      isNextBroken = true;
    },
    hangUpOn: (method: string, times: number) => void hangUps.set(method, times),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, method: string, { status, headers = {}, body = '' }: Answer): void {
  response.writeHead(status, { 'Content-Length': String(Buffer.byteLength(body)), ...headers });
  response.end(method === 'HEAD' ? undefined : body);
}

function breakOff(response: ServerResponse, { status, headers = {}, body = '' }: Answer): void {
  response.writeHead(status, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) });
  response.write(body.slice(0, body.length / 2), () => response.destroy());
}

async function answer(objects: Map<string, StoredObject>, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://bucket');
  if (!(request.headers.authorization ?? '').includes(`Credential=${ACCESS_KEY}/`)) {
    return failure(403, 'InvalidAccessKeyId');
  }
  const [, bucket = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
  if (bucket !== BUCKET) return failure(404, 'NoSuchBucket');
  const key = rest.join('/');
  if (key === '') return request.method === 'HEAD' ? { status: 200 } : list(objects, url.searchParams);
  switch (request.method) {
    case 'PUT':
      return request.headers['x-amz-copy-source'] === undefined
        ? put(objects, key, request)
        : copy(objects, key, String(request.headers['x-amz-copy-source']));
    case 'DELETE':
      objects.delete(key);
      return { status: 204 };
    default:
      return get(objects.get(key), request.headers.range);
  }
}

async function put(
  objects: Map<string, StoredObject>,
  key: string,
  request: IncomingMessage,
): Promise<Answer> {
  if (request.headers['content-encoding'] === 'aws-chunked') return failure(501, 'NotImplemented');
  if (request.headers['content-length'] === undefined) return failure(411, 'MissingContentLength');
  const bytes = await buffer(request);
  const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
  objects.set(key, { bytes, etag, modifiedAt: new Date() });
  return { status: 200, headers: { ETag: etag } };
}

function copy(objects: Map<string, StoredObject>, key: string, source: string): Answer {
  const found = objects.get(decodeURIComponent(source).replace(`${BUCKET}/`, ''));
  if (found === undefined) return failure(404, 'NoSuchKey');
  objects.set(key, { ...found, modifiedAt: new Date() });
  return xml(200, `<CopyObjectResult><ETag>${found.etag}</ETag></CopyObjectResult>`);
}

function get(found: StoredObject | undefined, range: string | undefined): Answer {
  if (found === undefined) return failure(404, 'NoSuchKey');
  const { bytes, etag, modifiedAt } = found;
  const headers = { ETag: etag, 'Last-Modified': modifiedAt.toUTCString() };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  if (first === undefined || last === undefined) {
    return { status: 200, headers: { ...headers, 'Content-Length': String(bytes.length) }, body: bytes };
  }
  const body = bytes.subarray(Number(first), Number(last) + 1);
  return {
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${first}-${last}/${bytes.length}` },
    body,
  };
}

function list(objects: Map<string, StoredObject>, query: URLSearchParams): Answer {
  const after = query.get('continuation-token') ?? '';
  const keys = [...objects.keys()]
    .filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after)
    .sort();
  const page = keys.slice(0, PAGE);
  const entries = page.map((key) => {
    const { bytes, etag, modifiedAt } = objects.get(key) ?? { bytes: '', etag: '', modifiedAt: new Date() };
    return `<Contents><Key>${key}</Key><LastModified>${modifiedAt.toISOString()}</LastModified><ETag>${etag}</ETag><Size>${bytes.length}</Size></Contents>`;
  });
  const isMore = keys.length > PAGE;
  const next = isMore ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  return xml(
    200,
    `<ListBucketResult><IsTruncated>${isMore}</IsTruncated>${next}${entries.join('')}</ListBucketResult>`,
  );
}

function failure(status: number, code: string): Answer {
  return xml(status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function xml(status: number, text: string): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>${text}`,
  };
}
