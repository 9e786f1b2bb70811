import { type Config, configSchema } from '../domain/contract/config.ts';
import { parsedJson } from './parsedJson.ts';

const NAME = 'outframe-config';

/** What the server said last: without it nothing could be asked for while it is away. Undefined where nothing is kept. */
export function keptConfig(): Config | undefined {
  try {
    const kept = configSchema.safeParse(parsedJson(localStorage.getItem(NAME) ?? ''));
    return kept.success ? kept.data : undefined;
  } catch {
    // A browser that keeps nothing: the server is asked.
    return undefined;
  }
}

export function keepConfig(config: Config): void {
  try {
    localStorage.setItem(NAME, JSON.stringify(config));
  } catch {
    // It is asked again at the next visit.
  }
}

/** It names who was signed in. */
export function forgetConfig(): void {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // Nothing was kept.
  }
}
