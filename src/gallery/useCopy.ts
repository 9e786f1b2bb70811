import { useEffect, useState } from 'react';

/** How copying ended; refused where the browser has no clipboard, as over plain HTTP, or lets nothing be put there. */
type CopyEnd = 'copied' | 'refused' | 'failed';
export type CopyStep = 'idle' | 'copying' | CopyEnd;

const SHOWN_MS = 2000;

/** Copies one thing at a time and says how that went: for two seconds that it did, and until the next try that it did not. */
export function useCopy(): { step: CopyStep; copy: (write: () => Promise<CopyEnd>) => Promise<void> } {
  const [step, setStep] = useState<CopyStep>('idle');

  useEffect(() => {
    if (step !== 'copied') return;
    const timer = setTimeout(() => setStep('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [step]);

  const copy = async (write: () => Promise<CopyEnd>) => {
    if (step === 'copying') return;
    setStep('copying');
    setStep(await write());
  };
  return { step, copy };
}

export async function writeText(text: string): Promise<CopyEnd> {
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    return 'refused';
  }
}

/** Puts an image on the clipboard that is fetched meanwhile, so that the press still counts as the reason once it is there. */
export async function writeImage(image: Promise<Blob>): Promise<CopyEnd> {
  let hasFailed = false;
  image.catch(() => {
    hasFailed = true;
  });
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
    return 'copied';
  } catch {
    await image.catch(() => undefined);
    return hasFailed ? 'failed' : 'refused';
  }
}
