import { Hono } from 'hono';
import { deliveryQuerySchema, newAreaQuerySchema, TYPE_ENDINGS } from '../../src/domain/delivery.ts';
import { safeFileName } from '../../src/domain/deliveryName.ts';
import { frameOf } from '../../src/domain/frame.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { resultName } from '../../src/domain/resultName.ts';
import type { Deliveries } from '../images/deliveries.ts';
import { type FindResultDeps, finalOriginal, findResult } from './findResult.ts';
import { parseInput } from './parseInput.ts';
import type { RouteEnv } from './routeContext.ts';
import { sendImage } from './sendImage.ts';

export interface DeliveryDeps extends FindResultDeps {
  readonly deliveries: Deliveries;
}

/** Results as files to take away. */
export function deliveryRoutes(parts: DeliveryDeps): Hono<RouteEnv> {
  const routes = new Hono<RouteEnv>();

  routes.get('/:id/delivery', async (context) => {
    const { name, ...delivery } = parseInput(deliveryQuerySchema, context.req.query());
    const result = await findResult(parts, context);
    const image = await parts.deliveries.serve(finalOriginal(result), delivery, context.req.raw.signal);
    if (image === null) throw new ProblemError('result-not-found');
    const named = name === undefined ? '' : safeFileName(name);
    const answer = await sendImage(context, image, {
      isNegotiated: false,
      downloadName: `${named || resultName(result, { ...result, ...delivery })}.${TYPE_ENDINGS[delivery.type]}`,
    });
    if (answer === null) throw new ProblemError('result-not-found');
    return answer;
  });

  routes.get('/:id/new-area', async (context) => {
    const { metadata } = parseInput(newAreaQuerySchema, context.req.query());
    const result = await findResult(parts, context);
    const task = await parts.reader.findByResult(result.id);
    if (task === null) throw new ProblemError('result-not-found');
    const { source, crop, expansion } = task;
    const { signal } = context.req.raw;
    const kept = crop ?? source;
    const area = { source: kept, frame: frameOf(kept, expansion), metadata, signal };
    const image = await parts.deliveries.newArea(finalOriginal(result), area);
    const downloadName = `${resultName(result, result)}_new-area.png`;
    const answer = image && (await sendImage(context, image, { isNegotiated: false, downloadName }));
    if (answer === null) throw new ProblemError('result-not-found');
    return answer;
  });

  return routes;
}
