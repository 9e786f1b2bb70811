import { Hono } from 'hono';
import type { RelayMetrics } from '../metrics/relayMetrics.ts';
import type { RouteEnv } from './routeContext.ts';

export interface MetricsDeps {
  readonly metrics: RelayMetrics;
}

/** Figures for Prometheus. */
export function metricsRoutes({ metrics }: MetricsDeps): Hono<RouteEnv> {
  return new Hono<RouteEnv>().get('/', async (context) => {
    const { contentType, text } = await metrics.expose();
    return context.body(text, 200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' });
  });
}
