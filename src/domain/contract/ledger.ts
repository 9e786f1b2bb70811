/** What tasks at paid providers cost, summed up: the part of the contract that the ledger is asked for and answered with. */
import { z } from 'zod';
import { providerNameSchema } from './provider.ts';

const LEDGER_GROUPS = ['day', 'month', 'person', 'batch'] as const;
export type LedgerGroup = (typeof LEDGER_GROUPS)[number];

/** A name of the time zone database, such as `Europe/Berlin`. */
const timeZoneSchema = z
  .string()
  .max(64)
  .refine(isTimeZone, 'Name a time zone such as Europe/Berlin.')
  .default('UTC');

/** There is no year 0, neither in the calendar nor in databases. */
const daySchema = z.iso.date().refine((day) => !day.startsWith('0000'), 'Name a day such as 2026-01-31.');

export const ledgerQuerySchema = z.object({
  by: z.enum(LEDGER_GROUPS).default('day'),
  /** Whose days and months they are. */
  zone: timeZoneSchema,
  /** The first and the last day, such as `2026-01-31`; left out, all there are. */
  from: daySchema.optional(),
  to: daySchema.optional(),
});
export type LedgerQuery = z.infer<typeof ledgerQuerySchema>;

/** An exact decimal, as a text: more digits than a floating-point number holds. */
const decimalSchema = z.string().regex(/^-?\d+(\.\d+)?$/);

const sumsSchema = z.object({
  tasks: z.int().min(0),
  /** Asked for, in all requests of these tasks. */
  images: z.int().min(0),
  /** What the providers say that they deducted, in units and of balances; null where none told. */
  units: decimalSchema.nullable(),
  quota: decimalSchema.nullable(),
  /** Images of tasks that ended well and of which no provider told a charge, and what the stated price comes to. */
  statedImages: z.int().min(0),
  statedCost: z.string().nullable(),
  /** Failed or cancelled tasks that a provider charged for; what for is in the sums above. */
  failedCharged: z.int().min(0),
  /** Failed or cancelled tasks of which no charge was told. */
  failedUncharged: z.int().min(0),
  /** Tasks under way, and those of which nobody knows. */
  open: z.int().min(0),
});
export type LedgerSumsRow = z.infer<typeof sumsSchema>;

const ledgerRowSchema = sumsSchema.extend({
  /**
   * The day (`2026-01-31`), the month (`2026-01`), the person or the batch's id; null for tasks that nobody signed in
   * for, and for those of no batch.
   */
  key: z.string().nullable(),
  /** Of the batch; null where sums are by something else, and for the tasks of none. */
  name: z.string().nullable().default(null),
});
export type LedgerRow = z.infer<typeof ledgerRowSchema>;

export const ledgerSchema = z.object({
  by: z.enum(LEDGER_GROUPS),
  /** The latest first, persons by their names. Batches by their latest task, what is in none at the end. */
  rows: z.array(ledgerRowSchema),
  total: sumsSchema,
});
export type Ledger = z.infer<typeof ledgerSchema>;

const packageSchema = z.object({
  name: z.string(),
  /** As the provider writes them; null where it does not tell. */
  left: z.string().nullable(),
  total: z.string().nullable(),
  status: z.string().nullable(),
});
/** Something that was paid for before it is used. */
export type PrepaidPackage = z.infer<typeof packageSchema>;

export const balancesSchema = z.object({
  /** Of every provider that tells, as of some hours ago. */
  balances: z.array(z.object({ provider: providerNameSchema, packages: z.array(packageSchema) })),
});
export type Balances = z.infer<typeof balancesSchema>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Offsets such as +01:00 mean the opposite to databases.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
