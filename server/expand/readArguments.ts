import { parseArgs } from 'node:util';
import { type Anchor, CENTRED } from '../../src/domain/anchor.ts';
import { type ProviderName, providerNameSchema } from '../../src/domain/contract/provider.ts';
import { readCustomFormat } from '../../src/domain/customFormat.ts';
import { formatOf } from '../../src/domain/formatOf.ts';
import { FORMATS, type Format } from '../../src/domain/formats.ts';
import { MAX_IMAGES } from '../../src/domain/limits.ts';

/** What is asked for on the command line. */
export interface Arguments {
  readonly paths: readonly string[];
  readonly formats: readonly Format[];
  readonly anchor: Anchor;
  /** A format beyond one request is reached by cutting, not by steps. */
  readonly allowsCropping: boolean;
  readonly prompt: string;
  readonly n: number;
  /** Results are kept as large as their frames, whatever pixels their formats have. */
  readonly keepsFrame: boolean;
  /** Of what is submitted together; empty for one after the formats. */
  readonly batchName: string;
  /** Folder for the results. */
  readonly out: string;
  readonly provider: ProviderName | null;
  /** Where the relay is; null for one on this machine. */
  readonly relay: string | null;
  readonly token: string | null;
  /** Nobody is asked before money is spent. */
  readonly isAgreed: boolean;
  readonly isJson: boolean;
}

/** Something on the command line cannot be read; its message says what to write instead. */
export class UsageError extends Error {}

export const USAGE = `npm run expand -- photo.jpg folder --format story,1:1 [--anchor bottom] [--allow-cropping] [--prompt "…"] [--n 2]
  [--out results] [--frame] [--batch NAME] [--provider NAME] [--relay URL] [--token TOKEN] [--yes] [--json]
A format with pixels (story: 1080 × 1920) is saved at these; --frame saves results as large as they were made.
--json writes a line for each result, with its task and what is to be checked in it.`;

const OPTIONS = {
  format: { type: 'string', multiple: true },
  anchor: { type: 'string', default: 'centre' },
  'allow-cropping': { type: 'boolean', default: false },
  prompt: { type: 'string', default: '' },
  n: { type: 'string', default: '1' },
  out: { type: 'string', default: 'results' },
  frame: { type: 'boolean', default: false },
  batch: { type: 'string', default: '' },
  provider: { type: 'string' },
  relay: { type: 'string' },
  token: { type: 'string' },
  yes: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** @throws {UsageError} */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args);
  if (positionals.length === 0) throw new UsageError('Name the images, or a folder with images.');
  const names = (values.format ?? []).flatMap((list) => list.split(',')).map((name) => name.trim());
  const wanted = [...new Set(names.filter((name) => name !== ''))];
  if (wanted.length === 0) throw new UsageError('Name a format: --format story,16:9.');
  const n = Number(values.n);
  if (!Number.isInteger(n) || n < 1 || n > MAX_IMAGES)
    throw new UsageError(`--n takes a whole number from 1 to ${MAX_IMAGES}.`);
  const provider = providerNameSchema.optional().safeParse(values.provider);
  if (!provider.success)
    throw new UsageError(`--provider takes one of ${providerNameSchema.options.join(', ')}.`);
  if (values.relay !== undefined && !URL.canParse(values.relay))
    throw new UsageError('--relay takes an address like http://127.0.0.1:8787.');
  return {
    paths: positionals,
    formats: wanted.map(formatNamed),
    anchor: anchorNamed(values.anchor),
    allowsCropping: values['allow-cropping'],
    keepsFrame: values.frame,
    n,
    provider: provider.data ?? null,
    relay: values.relay ?? null,
    token: values.token ?? null,
    isAgreed: values.yes,
    isJson: values.json,
    ...{ prompt: values.prompt, out: values.out, batchName: values.batch.trim() },
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** By its id, by the last words of one (`story`), or typed (`5:3`, `1200x628`). */
function formatNamed(name: string): Format {
  const known = formatOf(name.toLowerCase());
  if (known) return known;
  const ending = `-${name.toLowerCase().replace(/\s+/g, '-')}`;
  const found = FORMATS.filter(({ id }) => id.endsWith(ending));
  const [only] = found;
  if (only && found.length === 1) return only;
  if (only) throw new UsageError(`Which ${name}? There are ${found.map(({ id }) => id).join(', ')}.`);
  const typed = readCustomFormat(name);
  if (!('problem' in typed)) return typed;
  throw new UsageError(`No format is called ${name}. ${typed.problem} Or name one of ${idsOf(FORMATS)}.`);
}

function idsOf(formats: readonly Format[]): string {
  return formats.map(({ id }) => id).join(', ');
}

const PLACES: Readonly<Record<string, Partial<Anchor>>> = {
  centre: {},
  center: {},
  top: { y: 0 },
  bottom: { y: 1 },
  left: { x: 0 },
  right: { x: 1 },
};

/** `bottom`, `top left`, `top-left`, `centre`. */
function anchorNamed(name: string): Anchor {
  const places = name
    .toLowerCase()
    .split(/[\s-]+/)
    .map((word) => PLACES[word]);
  if (places.some((place) => place === undefined))
    throw new UsageError('--anchor takes top, bottom, left, right or centre, or two of them: "top left".');
  return Object.assign({}, CENTRED, ...places);
}
