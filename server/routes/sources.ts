import { Hono } from 'hono';
import { imageQuerySchema } from '../../src/domain/contract/image.ts';
import { type Source, sourceFromUrlSchema, sourceIdSchema } from '../../src/domain/contract/source.ts';
import { pieceQuerySchema } from '../../src/domain/piece.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { FetchPlaces } from '../access/fetchPlaces.ts';
import type { OutboundGuard } from '../access/outboundGuard.ts';
import type { Pieces } from '../images/pieces.ts';
import type { Original } from '../images/renditionCache.ts';
import type { Renditions } from '../images/renditions.ts';
import { fetchSource } from '../sources/fetchSource.ts';
import { receiveSource } from '../sources/receiveSource.ts';
import type { SourceStore } from '../sources/sourceStore.ts';
import type { ImageStore } from '../storage/imageStore.ts';
import { parseInput } from './parseInput.ts';
import { limitJson, readJson } from './readJson.ts';
import type { RouteEnv } from './routeContext.ts';
import { sendImage, wantedFormat } from './sendImage.ts';

export interface SourceDeps {
  readonly sources: SourceStore;
  readonly store: ImageStore;
  readonly renditions: Renditions;
  readonly pieces: Pieces;
  readonly guard: OutboundGuard;
  readonly fetchPlaces: FetchPlaces;
  readonly now: () => Date;
}

export function sourceRoutes(parts: SourceDeps): Hono<RouteEnv> {
  const { sources, store, renditions, pieces, guard, now } = parts;
  const routes = new Hono<RouteEnv>();

  routes.post('/', async (context) => {
    const length = context.req.header('content-length');
    const source = await receiveSource(store, {
      body: context.req.raw.body,
      contentLength: length === undefined ? null : Number(length),
      signal: context.req.raw.signal,
    });
    const isNew = await sources.keep(source, now());
    return context.json(source, isNew ? 201 : 200);
  });

  routes.post('/from-url', limitJson, async (context) => {
    const { url } = parseInput(sourceFromUrlSchema, await readJson(context));
    const { signal } = context.req.raw;
    const source = await parts.fetchPlaces.within(context.get('person'), () =>
      fetchSource(store, { url, guard, signal }),
    );
    const isNew = await sources.keep(source, now());
    return context.json(source, isNew ? 201 : 200);
  });

  routes.get('/:id', async (context) => {
    const source = await findSource(sources, context.req.param('id'));
    return context.json(source);
  });

  routes.get('/:id/image', async (context) => {
    const query = parseInput(imageQuerySchema, context.req.query());
    const source = await findSource(sources, context.req.param('id'));
    const { format, isNegotiated } = wantedFormat(context, query.format, query.width);
    const image = await renditions.serve(originalOf(source), { width: query.width, format, isNegotiated });
    const answer = image && (await sendImage(context, image, { isNegotiated }));
    if (answer === null) throw new ProblemError('source-not-found');
    return answer;
  });

  routes.get('/:id/piece', async (context) => {
    const place = parseInput(pieceQuerySchema, context.req.query());
    const source = await findSource(sources, context.req.param('id'));
    const piece = await pieces.serve(originalOf(source), place, context.req.raw.signal);
    const answer = piece && (await sendImage(context, piece, { isNegotiated: false }));
    if (answer === null) throw new ProblemError('source-not-found');
    return answer;
  });

  return routes;
}

function originalOf({ id, width, height, format, orientation, copyReasons }: Source): Original {
  const hasOwnColours = copyReasons.includes('colour');
  return { shelf: 'sources', name: id, width, height, format, orientation, hasOwnColours };
}

async function findSource(sources: SourceStore, id: string) {
  const source = sourceIdSchema.safeParse(id).success ? await sources.find(id) : null;
  if (source === null) throw new ProblemError('source-not-found');
  return source;
}
