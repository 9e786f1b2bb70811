import { buildRelayIfNeeded } from './build.js';

/** Vitest calls it once before tests that start relays as processes. */
export const setup = buildRelayIfNeeded;
