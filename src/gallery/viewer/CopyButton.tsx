import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { fetchFile } from '../../api/fetchFile.ts';
import { resultImageUrl } from '../../api/results.ts';
import type { Result } from '../../domain/contract.ts';
import { IconButton } from '../../ui/Button.tsx';

type Step = 'idle' | 'copying' | 'copied' | 'refused' | 'failed';

const LABELS: Readonly<Record<Step, string>> = {
  idle: 'Copy as an image',
  copying: 'Copying…',
  copied: 'Copied',
  refused: 'This browser does not let the image be copied: download it instead',
  failed: 'The image could not be fetched: copy it again',
};

/** Puts the result on the clipboard as PNG, the one type that every program takes from there. */
export function CopyButton({ result }: { result: Result }) {
  const [step, setStep] = useState<Step>('idle');
  const copy = async () => {
    if (step === 'copying') return;
    setStep('copying');
    setStep(await copyImage(resultImageUrl(result.id, { format: 'png' })));
  };
  return (
    <>
      <IconButton label={LABELS[step]} aria-busy={step === 'copying'} onClick={() => void copy()}>
        {step === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
      </IconButton>
      <span className="visually-hidden" role="status">
        {step === 'idle' ? '' : LABELS[step]}
      </span>
    </>
  );
}

async function copyImage(url: string): Promise<Step> {
  let hasFailed = false;
  // A promise of the image, so that the press still counts as the reason once it is there.
  const image = fetchFile(url, 'image.png').then(
    (file) => new Blob([file], { type: 'image/png' }),
    (error: unknown) => {
      hasFailed = true;
      throw error;
    },
  );
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
    return 'copied';
  } catch {
    await image.catch(() => undefined);
    return hasFailed ? 'failed' : 'refused';
  }
}
