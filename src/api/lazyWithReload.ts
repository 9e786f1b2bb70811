import { loadFailedStyles } from './failedStyles.ts';
import { isPage } from './fetchFile.ts';
import { useMissingPart } from './missingPart.ts';
import { retryDelayMs } from './queryClient.ts';

/**
 * Loads a part of the app that comes in a file of its own. When that fails, the relay is away or has been replaced by
 * a newer one without that file: the page is loaded anew as soon as the relay answers. Unfinished work outlives it.
 */
export async function lazyWithReload<T>(load: () => Promise<T>): Promise<T> {
  try {
    const part = await load();
    // A sheet that fails again need not be this part's: it is asked for when the relay is back.
    await loadFailedStyles();
    return part;
  } catch {
    useMissingPart.setState({ isMissing: true });
    for (let failures = 0; !(await relayAnswers()); failures += 1) await pause(retryDelayMs(failures));
    location.reload();
    return await new Promise<never>(() => undefined);
  }
}

async function relayAnswers(): Promise<boolean> {
  const answer = await fetch('/api/health').catch(() => null);
  // A page in its place would be loaded instead of the app.
  return answer?.ok === true && !isPage(answer);
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
