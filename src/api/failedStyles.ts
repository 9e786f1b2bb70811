import { useConnection } from './connection.ts';

/**
 * Style sheets that did not come. The bundler asks for each sheet once: a part of the app whose sheet failed while it was
 * being preloaded would come later without its looks.
 */
const failed = new Set<HTMLLinkElement>();

if (typeof document !== 'undefined') {
  // Capture: the error of a resource does not bubble.
  document.addEventListener('error', ({ target }) => remember(target), true);
  useConnection.subscribe(({ connection }) => {
    if (connection === 'live') void loadFailedStyles();
  });
}

/** Asks once more for every sheet that failed; resolves when each has come or failed again. */
export async function loadFailedStyles(): Promise<void> {
  await Promise.all([...failed].map(loadAgain));
}

function loadAgain(link: HTMLLinkElement): Promise<void> {
  const again = document.createElement('link');
  again.rel = 'stylesheet';
  again.crossOrigin = link.crossOrigin;
  again.href = link.href;
  failed.delete(link);
  return new Promise((resolve) => {
    again.addEventListener('load', () => resolve());
    // Remembered by then, as at the first time.
    again.addEventListener('error', () => resolve());
    link.replaceWith(again);
  });
}

function remember(target: EventTarget | null): void {
  if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') failed.add(target);
}
