import { Share2 } from 'lucide-react';
import { useState } from 'react';
import { canShareImages, fileToShare, shareFile } from '../../api/shareResult.ts';
import type { Result } from '../../domain/contract/result.ts';
import type { Task } from '../../domain/contract/task.ts';
import { IconButton } from '../../ui/Button.tsx';
import styles from './ShareButton.module.css';

interface ShareButtonProps {
  task: Task;
  result: Result;
  /** The result comes into sight, where a step is shown in its place. */
  onPress: () => void;
}

/** Hands the result as a file to whatever the system offers; where it offers nothing there is no button. */
export function ShareButton({ task, result, onPress }: ShareButtonProps) {
  const [step, setStep] = useState<'idle' | 'fetching' | 'failed' | File>('idle');
  if (!canShareImages()) return null;
  const share = async () => {
    if (step === 'fetching') return;
    try {
      if (!(step instanceof File)) setStep('fetching');
      const file = step instanceof File ? step : await fileToShare(task, result);
      // A large image took so long that the browser asks for a new press: the file is there by then.
      setStep((await shareFile(file)) === 'late' ? file : 'idle');
    } catch {
      setStep('failed');
    }
  };
  const press = () => {
    onPress();
    void share();
  };
  return (
    <>
      <IconButton label={labelOf(step)} aria-busy={step === 'fetching'} onClick={press}>
        <Share2 className={step === 'fetching' ? styles.fetching : undefined} aria-hidden />
      </IconButton>
      <span className="visually-hidden" role="status">
        {step === 'idle' ? '' : labelOf(step)}
      </span>
    </>
  );
}

function labelOf(step: 'idle' | 'fetching' | 'failed' | File): string {
  if (step instanceof File) return 'The image is ready: press again to share it';
  return {
    idle: 'Share',
    fetching: 'Fetching the image to share…',
    failed: 'The image could not be fetched: share it again',
  }[step];
}
