import { z } from 'zod';
import { Secret } from './secret.ts';

/** Where images are kept: in the data folder, or in a bucket. */
export type StorageSettings = { readonly kind: 'disk' } | ({ readonly kind: 's3' } & BucketSettings);

export interface BucketSettings {
  readonly bucket: string;
  /** Without it, Amazon's own of the region. */
  readonly endpoint: string | null;
  readonly region: string;
  /** In front of every name: empty, or with a slash at its end. */
  readonly prefix: string;
  /** The bucket stands in the path of an address and not in its host name. */
  readonly hasPathStyle: boolean;
  /** Without them, what the environment, the files or the machine's role of Amazon give. */
  readonly keys: { readonly accessKey: Secret; readonly secretKey: Secret } | null;
  /** Room on this machine for copies to work on. */
  readonly copiesBytes: number;
}

const word = (name: string) =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/, `${name} must be one word without spaces; copy it again.`)
    .optional();

export const storageSettingsShape = {
  STORAGE: z.enum(['disk', 's3'], 'STORAGE must be disk or s3.').default('disk'),
  S3_BUCKET: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      'S3_BUCKET must be the name of a bucket: 3 to 63 small letters, digits, dots and hyphens.',
    )
    .optional(),
  S3_ENDPOINT: z
    .string()
    .refine(
      (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
      'S3_ENDPOINT must be a web address such as https://s3.example.com, without the bucket; leave it out for Amazon.',
    )
    .optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'S3_REGION must be the name of a region, such as eu-central-1, or auto.')
    .default('us-east-1'),
  S3_PREFIX: z
    .string()
    .regex(/^[\w./-]+$/, 'S3_PREFIX may have letters, digits and . _ - / alone, such as outframe/.')
    .transform((value) => `${value.replace(/^\/+|\/+$/g, '')}/`.replace(/^\/$/, ''))
    .default(''),
  S3_PATH_STYLE: z.enum(['yes', 'no'], 'S3_PATH_STYLE must be yes or no.').optional(),
  S3_ACCESS_KEY: word('S3_ACCESS_KEY'),
  S3_SECRET_KEY: word('S3_SECRET_KEY'),
  S3_COPIES_MB: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'S3_COPIES_MB must be a whole number of megabytes.')
    .default('2000')
    .transform(Number),
};

const shape = z.object(storageSettingsShape);

/** What is wrong between settings that are each right. */
export function storageProblems(given: Readonly<Record<string, string | undefined>>): string[] {
  const names = Object.keys(given).filter((name) => name in storageSettingsShape && name !== 'STORAGE');
  if (given.STORAGE !== 's3') {
    return names.length === 0 ? [] : [`${names.join(', ')} need STORAGE=s3.`];
  }
  const problems: string[] = [];
  if (given.S3_BUCKET === undefined) problems.push('STORAGE is s3, so S3_BUCKET must be set.');
  if ((given.S3_ACCESS_KEY === undefined) !== (given.S3_SECRET_KEY === undefined)) {
    problems.push('S3_ACCESS_KEY and S3_SECRET_KEY belong together: set both or neither.');
  }
  return problems;
}

export function storageSettings(values: z.infer<typeof shape>): StorageSettings {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint = null, S3_ACCESS_KEY: accessKey } = values;
  if (values.STORAGE === 'disk' || bucket === undefined) return { kind: 'disk' };
  const secretKey = values.S3_SECRET_KEY;
  const hasKeys = accessKey !== undefined && secretKey !== undefined;
  return {
    ...{ kind: 's3', bucket, endpoint, region: values.S3_REGION, prefix: values.S3_PREFIX },
    // Other stores than Amazon's often have no host name for each bucket.
    hasPathStyle: values.S3_PATH_STYLE === undefined ? endpoint !== null : values.S3_PATH_STYLE === 'yes',
    keys: hasKeys ? { accessKey: new Secret(accessKey), secretKey: new Secret(secretKey) } : null,
    copiesBytes: values.S3_COPIES_MB * 1_000_000,
  };
}
