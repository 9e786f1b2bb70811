import { type Context, Hono } from 'hono';
import { type Ledger, ledgerQuerySchema } from '../../src/domain/contract/ledger.ts';
import { totalPrice } from '../../src/domain/price.ts';
import type { LedgerSums } from '../tasks/rows/ledger.ts';
import type { TaskReader } from '../tasks/rows/taskReader.ts';
import { ledgerCsv } from './ledgerCsv.ts';
import { parseInput } from './parseInput.ts';
import type { RouteEnv } from './routeContext.ts';

export interface LedgerDeps {
  readonly reader: TaskReader;
  readonly ownTasksOnly: boolean;
  readonly pricePerImage: string | null;
}

/** What tasks cost: as JSON, and as a file for spreadsheets. */
export function ledgerRoutes(parts: LedgerDeps): Hono<RouteEnv> {
  const routes = new Hono<RouteEnv>();
  routes.get('/', async (context) => context.json(await ledgerFor(parts, context)));
  routes.get('/csv', async (context) => {
    const ledger = await ledgerFor(parts, context);
    context.header('Content-Type', 'text/csv; charset=utf-8');
    context.header('Content-Disposition', `attachment; filename="outframe-costs-by-${ledger.by}.csv"`);
    return context.body(ledgerCsv(ledger));
  });
  return routes;
}

async function ledgerFor(parts: LedgerDeps, context: Context<RouteEnv>): Promise<Ledger> {
  const query = parseInput(ledgerQuerySchema, context.req.query());
  const owner = parts.ownTasksOnly ? context.get('person') : undefined;
  const { rows, total } = await parts.reader.ledger({ ...query, owner });
  const priced = <T extends LedgerSums['total']>(sums: T) => ({
    ...sums,
    statedCost: parts.pricePerImage === null ? null : totalPrice(parts.pricePerImage, sums.statedImages),
  });
  return { by: query.by, rows: rows.map(priced), total: priced(total) };
}
