import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type {
  LedgerGroup,
  LedgerQuery,
  LedgerRow,
  LedgerSumsRow,
} from '../../../src/domain/contract/ledger.ts';
import { forgottenCosts } from '../../database/costTables.ts';
import type { Db } from '../../database/openDatabase.ts';
import { tasks } from '../../database/schema.ts';

type Sums = Omit<LedgerSumsRow, 'statedCost'>;
export interface LedgerSums {
  readonly rows: readonly (Sums & Pick<LedgerRow, 'key' | 'name'>)[];
  readonly total: Sums;
}

interface WantedLedger extends LedgerQuery {
  /** Whose tasks; left out, everybody's. */
  readonly owner?: string | null | undefined;
}

/** Requests of a plan before the last one make one image each. */
const images = sql`${tasks.n} + coalesce(${tasks.planLength}, 1) - 1`;

/** Forgets tasks that were deleted before a moment, but what they cost: all in one statement. */
export async function dropDeleted(db: Db, moment: Date): Promise<void> {
  await db.execute(sql`
    with gone as (
      delete from ${tasks} where ${tasks.deletedAt} < ${moment.toISOString()}::timestamptz
      returning ${tasks.id} as task_id, ${tasks.provider} as provider, ${tasks.person} as person,
        ${tasks.status} as status, ${images} as images, ${tasks.charges} as charges, ${tasks.createdAt} as created_at,
        ${tasks.batchId} as batch_id, ${tasks.batchName} as batch_name
    )
    insert into ${forgottenCosts}
      (task_id, provider, person, status, images, charges, created_at, batch_id, batch_name)
    select * from gone where provider <> 'built-in'
    on conflict do nothing`);
}

/**
 * Sums up what tasks at paid providers cost, deleted ones too: in the database, in exact decimals, by days and months of
 * a time zone. An amount that is no number counts as not told.
 */
export async function readLedger(db: Db, { by, zone, from, to, owner }: WantedLedger): Promise<LedgerSums> {
  const isOwn = owner === undefined ? sql`true` : sql`person is not distinct from ${owner}::text`;
  const answer = await db.execute(sql`
    with costs as (
      select ${tasks.provider} as provider, ${tasks.person} as person, ${tasks.status} as status,
        ${images} as images, ${tasks.charges} as charges, ${tasks.createdAt} as created_at,
        ${tasks.batchId} as batch_id, ${tasks.batchName} as batch_name from ${tasks}
      union all
      select provider, person, status, images, charges, created_at, batch_id, batch_name from ${forgottenCosts}
    ), told as (
      select *, created_at at time zone ${zone}::text as local_time,
        (select ${told('units')} from jsonb_array_elements(charges) as charge) as units,
        (select ${told('quota')} from jsonb_array_elements(charges) as charge) as quota
      from costs where provider <> 'built-in' and ${isOwn}
    ), wanted as (
      select ${KEYS[by]} as key, ${by === 'batch' ? sql`batch_name` : sql`null::text`} as name, created_at, images, units, quota,
        (units is not null or quota is not null) as is_told,
        status = 'succeeded' as is_done, status in ('failed', 'cancelled') as is_failed
      from told where ${within(from, to)}
    )
    select grouping(key) = 1 as "isTotal", key, max(name) as name, count(*)::int as tasks, coalesce(sum(images), 0)::int as images,
      sum(units)::text as units, sum(quota)::text as quota,
      coalesce(sum(images) filter (where is_done and not is_told), 0)::int as "statedImages",
      count(*) filter (where is_failed and is_told)::int as "failedCharged",
      count(*) filter (where is_failed and not is_told)::int as "failedUncharged",
      count(*) filter (where not is_done and not is_failed)::int as "open"
    from wanted group by grouping sets ((key), ())
    order by ${ORDERS[by]}`);
  const { rows: parsed } = z.object({ rows: z.array(rowSchema) }).parse(answer);
  const rows = parsed.flatMap(({ isTotal, ...row }) => (isTotal ? [] : [row]));
  const all = parsed.find(({ isTotal }) => isTotal);
  if (all === undefined) throw new Error('The ledger has no total.');
  const { isTotal: _isTotal, key: _key, name: _name, ...total } = all;
  return { rows, total };
}

const amount = z.string().nullable();
const rowSchema = z.object({
  ...{ isTotal: z.boolean(), key: z.string().nullable(), name: z.string().nullable() },
  ...{ tasks: z.number(), images: z.number() },
  ...{ units: amount, quota: amount, statedImages: z.number() },
  ...{ failedCharged: z.number(), failedUncharged: z.number(), open: z.number() },
});

const KEYS: Readonly<Record<LedgerGroup, SQL>> = {
  day: sql`to_char(local_time, 'YYYY-MM-DD')`,
  month: sql`to_char(local_time, 'YYYY-MM')`,
  person: sql`person`,
  batch: sql`batch_id::text`,
};

const ORDERS: Readonly<Record<LedgerGroup, SQL>> = {
  day: sql`key desc`,
  month: sql`key desc`,
  person: sql`key asc nulls last`,
  batch: sql`key is null, max(created_at) desc, key`,
};

function told(name: 'units' | 'quota'): SQL {
  const text = sql`(charge ->> ${sql.raw(`'${name}'`)})`;
  return sql`sum(case when ${text} ~ '^-?[0-9]{1,30}([.][0-9]{1,30})?$' then ${text}::numeric end)`;
}

function within(from: string | undefined, to: string | undefined): SQL {
  const begins = from === undefined ? sql`true` : sql`local_time >= ${from}::date`;
  return to === undefined ? begins : sql`${begins} and local_time < ${to}::date + 1`;
}
