import { z } from 'zod';
import { ProblemError } from '../../src/domain/problem.ts';
import type { BucketSettings } from '../storageSettings.ts';

/** Why a bucket cannot be used. What is `away` comes back by itself; the rest waits for somebody to mend it. */
export class BucketError extends Error {
  readonly kind: 'away' | 'missing' | 'refused';

  constructor(kind: BucketError['kind'], message: string) {
    super(message);
    this.name = 'BucketError';
    this.kind = kind;
  }
}

/** What calls of S3 throw; its own library keeps the HTTP status apart from the rest. */
const failureSchema = z.object({
  name: z.string().default(''),
  message: z.string().default(''),
  code: z.string().optional(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).default({}),
});

export function httpStatusOf(error: unknown): number | null {
  return failureSchema.safeParse(error).data?.$metadata.httpStatusCode ?? null;
}

/** The same trouble in our words, without anything of a request: that holds signatures and names of keys. */
export function toBucketError(error: unknown, settings: BucketSettings): BucketError {
  if (error instanceof BucketError) return error;
  const { bucket, endpoint, region } = settings;
  const where = endpoint ?? `Amazon S3 in ${region}`;
  const failure = failureSchema.parse(error instanceof AggregateError ? error.errors[0] : error);
  const status = failure.$metadata.httpStatusCode;
  if (failure.name === 'CredentialsProviderError') {
    return new BucketError('refused', 'There are no keys for S3. Set S3_ACCESS_KEY and S3_SECRET_KEY.');
  }
  if (failure.name === 'NoSuchBucket' || status === 404) {
    return new BucketError(
      'missing',
      `There is no bucket ${bucket} at ${where}. Make it, or mend S3_BUCKET.`,
    );
  }
  if (status === 301 || status === 307 || status === 400) {
    return new BucketError(
      'refused',
      `${where} does not serve the bucket ${bucket} (${failure.name}, HTTP ${status}). Check S3_REGION and S3_ENDPOINT.`,
    );
  }
  if (status === 401 || status === 403) {
    return new BucketError(
      'refused',
      `${where} refuses these keys for the bucket ${bucket} (${failure.name}, HTTP ${status}). Check S3_ACCESS_KEY and S3_SECRET_KEY, and whether they may read, write, list and delete there.`,
    );
  }
  const said = status === undefined ? (failure.code ?? (failure.name || failure.message)) : `HTTP ${status}`;
  return new BucketError('away', `${where} cannot be reached or does not work (${said}).`);
}

/** The trouble behind a problem; null when the storage is not its cause. */
export function bucketErrorOf(error: unknown): BucketError | null {
  if (error instanceof BucketError) return error;
  return error instanceof ProblemError && error.cause instanceof BucketError ? error.cause : null;
}
