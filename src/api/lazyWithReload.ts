import { loadFailedStyles } from './failedStyles.ts';
import { isPage } from './fetchFile.ts';
import { useMissingPart } from './missingPart.ts';
import { retryDelayMs } from './queryClient.ts';
import { allowsReload, forgetReload } from './reloadedParts.ts';

/**
 * Loads a part of the app that comes in a file of its own. When that fails, the relay is away or has been replaced by
 * a newer one without that file: the page is loaded anew as soon as the relay answers. Unfinished work outlives it.
 * A part that is missing after that too is given up, and the page says so.
 */
export async function lazyWithReload<T>(load: () => Promise<T>): Promise<T> {
  // In the text of the import stands the name of the file, and in that the hash of its content: another build's differs.
  const file = String(load);
  try {
    const part = await load();
    // A sheet that fails again need not be this part's: it is asked for when the relay is back.
    await loadFailedStyles();
    forgetReload(file);
    return part;
  } catch {
    useMissingPart.setState({ missing: 'awaited' });
    for (let failures = 0; !(await relayAnswers()); failures += 1) await pause(retryDelayMs(failures));
    if (allowsReload(file)) location.reload();
    else useMissingPart.setState({ missing: 'given-up' });
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
