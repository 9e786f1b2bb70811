import { existsSync } from 'node:fs';
import path from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { RouteEnv } from './routeContext.ts';

/** The built app: files with a hash in their name never change, the page itself is always asked for again. */
export function builtAppRoutes(folder: string): Hono<RouteEnv> {
  const routes = new Hono<RouteEnv>();
  if (!existsSync(path.join(folder, 'index.html'))) return routes;
  routes.use(async (context, next) => {
    await next();
    if (!context.res.ok) return;
    const isHashed = context.req.path.startsWith('/assets/');
    context.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  });
  routes.get('*', serveStatic({ root: folder }));
  const page = serveStatic({ root: folder, path: 'index.html' });
  routes.get('*', (context, next) => {
    // Only somebody who opens an address gets the page; a missing script or image stays missing.
    const isNavigation = (context.req.header('accept') ?? '').includes('text/html');
    return isNavigation && !path.extname(context.req.path) ? page(context, next) : next();
  });
  return routes;
}
