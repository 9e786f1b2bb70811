import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** What a browser is to forbid to the app's own page, and to pages that embed it. */
export function securityHeaders(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'blob:', 'data:'],
      // Drafts are made by WebAssembly, in a worker. Scripts from text stay forbidden.
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      // Components place things through the style object, which is not inline style.
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      workerSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    // The relay speaks plain HTTP on this machine; whoever puts TLS in front decides this.
    strictTransportSecurity: false,
  });
}
