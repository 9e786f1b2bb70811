import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { ProblemError } from '../../src/domain/problem.ts';
import type { BucketSettings } from '../storageSettings.ts';
import { type BucketError, httpStatusOf, toBucketError } from './bucketError.ts';
import type { ByteRange, StoredFile } from './imageStore.ts';

const CONNECT_MS = 5000;
/** A connection on which nothing moves for so long is dead. */
const SILENCE_MS = 60_000;
/** Many people may load images at once, some of them slowly. */
const MAX_CONNECTIONS = 200;
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };
/** A connection that was kept open may have ended meanwhile. */
const PUT_TRIES = 2;

/** So long a bucket that was there is not asked for again. */
const BUCKET_SEEN_MS = 5000;

/** The seven calls of S3 that are used, with failures in our words. Keys are given without the prefix. */
export class Bucket {
  readonly #settings: BucketSettings;
  readonly #client: S3Client;
  /** When the bucket was last asked for and there. */
  #seenMs = 0;

  constructor(settings: BucketSettings) {
    this.#settings = settings;
    const { endpoint, region, keys } = settings;
    this.#client = new S3Client({
      region,
      forcePathStyle: settings.hasPathStyle,
      maxAttempts: 2,
      // It writes to the console otherwise; what fails is thrown.
      logger: SILENT,
      // Stores of other makers refuse the checksums that Amazon's takes beside the body.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        socketTimeout: SILENCE_MS,
        httpAgent: { keepAlive: true, maxSockets: MAX_CONNECTIONS },
        httpsAgent: { keepAlive: true, maxSockets: MAX_CONNECTIONS },
      },
      ...(endpoint === null ? {} : { endpoint }),
      ...(keys === null
        ? {}
        : {
            credentials: {
              accessKeyId: keys.accessKey.reveal(),
              secretAccessKey: keys.secretKey.reveal(),
            },
          }),
    });
  }

  async head(key: string): Promise<{ size: number; etag: string } | null> {
    const found = await this.#unlessMissing(() => this.#client.send(new HeadObjectCommand(this.#at(key))));
    // An answer without a body does not say what is missing: the object, or the whole bucket.
    if (found === null) await this.#recentCheck();
    return found === null ? null : { size: found.ContentLength ?? 0, etag: found.ETag ?? '' };
  }

  async read(key: string, part?: ByteRange): Promise<Readable | null> {
    const range = part === undefined ? {} : { Range: `bytes=${part.first}-${part.last}` };
    const found = await this.#unlessMissing(() =>
      this.#client.send(new GetObjectCommand({ ...this.#at(key), ...range })),
    );
    return found?.Body instanceof Readable ? found.Body : null;
  }

  async fetch(key: string, file: string): Promise<void> {
    const body = await this.read(key);
    if (body === null) throw missingObject(key);
    const target = createWriteStream(file, { flags: 'wx' });
    let ownError: unknown = null;
    target.once('error', (error) => {
      ownError = error;
    });
    await pipeline(body, target).catch((error: unknown) => {
      // Our own disk may be full; all else is the connection's.
      throw error === ownError && isFileError(error) ? error : this.#problem(error);
    });
  }

  async put(file: string, key: string): Promise<{ etag: string }> {
    const { size } = await stat(file);
    for (let triesLeft = PUT_TRIES; ; ) {
      const body = createReadStream(file);
      try {
        const put = new PutObjectCommand({ ...this.#at(key), Body: body, ContentLength: size });
        return { etag: (await this.#client.send(put)).ETag ?? '' };
      } catch (error) {
        triesLeft -= 1;
        const trouble = toBucketError(error, this.#settings);
        if (trouble.kind !== 'away' || triesLeft === 0) throw this.#problem(trouble);
      } finally {
        body.destroy();
      }
    }
  }

  async remove(key: string): Promise<void> {
    await this.#unlessMissing(() => this.#client.send(new DeleteObjectCommand(this.#at(key))));
  }

  /** False when there is nothing to copy. */
  async copy(from: string, to: string): Promise<boolean> {
    const { bucket, prefix } = this.#settings;
    const source = `${bucket}/${prefix}${from}`.split('/').map(encodeURIComponent).join('/');
    const copy = new CopyObjectCommand({ ...this.#at(to), CopySource: source });
    return (await this.#unlessMissing(() => this.#client.send(copy))) !== null;
  }

  async list(start: string): Promise<StoredFile[]> {
    const { bucket, prefix } = this.#settings;
    const files: StoredFile[] = [];
    try {
      const pages = paginateListObjectsV2(
        { client: this.#client },
        { Bucket: bucket, Prefix: `${prefix}${start}` },
      );
      for await (const page of pages) {
        for (const { Key, LastModified, Size = 0 } of page.Contents ?? []) {
          if (Key === undefined || LastModified === undefined) continue;
          files.push({ name: Key.slice(prefix.length), fileBytes: Size, modifiedAt: LastModified });
        }
      }
      return files;
    } catch (error) {
      throw this.#problem(error);
    }
  }

  async check(): Promise<void> {
    try {
      await this.#client.send(new HeadBucketCommand({ Bucket: this.#settings.bucket }));
    } catch (error) {
      throw this.#problem(error);
    }
  }

  async #recentCheck(): Promise<void> {
    if (Date.now() - this.#seenMs < BUCKET_SEEN_MS) return;
    await this.check();
    this.#seenMs = Date.now();
  }

  close(): void {
    this.#client.destroy();
  }

  #at(key: string) {
    return { Bucket: this.#settings.bucket, Key: `${this.#settings.prefix}${key}` };
  }

  async #unlessMissing<T>(call: () => Promise<T>): Promise<T | null> {
    try {
      return await call();
    } catch (error) {
      const isBucketMissing = error instanceof Error && error.name === 'NoSuchBucket';
      if (httpStatusOf(error) === 404 && !isBucketMissing) return null;
      throw this.#problem(error);
    }
  }

  #problem(error: unknown): ProblemError {
    const cause: BucketError = toBucketError(error, this.#settings);
    return new ProblemError('storage-unavailable', { cause });
  }
}

/** Said as of a file on a disk, for whoever asks either. */
export function missingObject(key: string): Error {
  return Object.assign(new Error(`ENOENT: there is no ${key} in the bucket`), { code: 'ENOENT' });
}

function isFileError(error: unknown): boolean {
  return (
    error instanceof Error && 'syscall' in error && (error.syscall === 'write' || error.syscall === 'open')
  );
}

function ignore(): void {}
