import { Hono } from 'hono';
import { offerChoiceSchema, offerPreviewQuerySchema } from '../../src/domain/contract/offers.ts';
import { sourceFromUrlSchema, sourceIdSchema } from '../../src/domain/contract/source.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { FetchPlaces } from '../access/fetchPlaces.ts';
import type { OutboundGuard } from '../access/outboundGuard.ts';
import type { Offers } from '../offers/offers.ts';
import type { SourceStore } from '../sources/sourceStore.ts';
import { parseInput } from './parseInput.ts';
import { limitJson, readJson } from './readJson.ts';
import type { RouteEnv } from './routeContext.ts';
import { sendImage } from './sendImage.ts';

export interface OfferDeps {
  readonly offers: Offers;
  readonly sources: SourceStore;
  readonly guard: OutboundGuard;
  readonly fetchPlaces: FetchPlaces;
  readonly now: () => Date;
}

/** What can be made of images that are refused as they are. */
export function offerRoutes({ offers, sources, guard, fetchPlaces, now }: OfferDeps): Hono<RouteEnv> {
  const routes = new Hono<RouteEnv>();

  routes.post('/', async (context) => {
    const { body, signal } = context.req.raw;
    const length = context.req.header('content-length');
    const contentLength = length === undefined ? null : Number(length);
    return context.json(await offers.receive({ body, contentLength, signal }), 201);
  });

  routes.post('/from-url', limitJson, async (context) => {
    const { url } = parseInput(sourceFromUrlSchema, await readJson(context));
    const { signal } = context.req.raw;
    const offered = await fetchPlaces.within(context.get('person'), () =>
      offers.receiveFrom({ url, guard, signal }),
    );
    return context.json(offered, 201);
  });

  routes.get('/:id/image', async (context) => {
    const { frame } = parseInput(offerPreviewQuerySchema, context.req.query());
    const id = parsedId(context.req.param('id'));
    const image = await offers.preview(id, frame, context.req.raw.signal);
    const answer = image && (await sendImage(context, image, { isNegotiated: false }));
    if (answer === null) throw new ProblemError('offer-not-found');
    return answer;
  });

  routes.post('/:id/take', limitJson, async (context) => {
    const choice = parseInput(offerChoiceSchema, await readJson(context));
    const id = parsedId(context.req.param('id'));
    const taken = await offers.take(id, choice, context.req.raw.signal);
    const isNew = await sources.keep(taken.source, now());
    return context.json(taken, isNew ? 201 : 200);
  });

  return routes;
}

function parsedId(id: string): string {
  if (!sourceIdSchema.safeParse(id).success) throw new ProblemError('offer-not-found');
  return id;
}
