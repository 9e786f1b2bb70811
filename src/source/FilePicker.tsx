import { ImageUp } from 'lucide-react';
import { useRef } from 'react';
import { SOURCE_FORMATS } from '../domain/limits.ts';
import { SOURCE_ENDINGS } from '../domain/sourceEndings.ts';
import { Button } from '../ui/Button.tsx';
import styles from './FilePicker.module.css';

/** By name too: some systems do not know what type some of these files are. */
const ACCEPT = [
  ...SOURCE_FORMATS.map((format) => `image/${format}`),
  ...Object.values(SOURCE_ENDINGS).flatMap((endings) => endings.map((ending) => `.${ending}`)),
].join(',');

interface FilePickerProps {
  label: string;
  /** Shows the icon alone where the screen is narrow; the label is still read aloud. */
  shrinks?: boolean;
  variant?: 'primary' | 'plain' | 'quiet';
  onFiles: (files: readonly File[]) => void;
}

/** A button that asks for image files. */
export function FilePicker({ label, shrinks = false, variant = 'plain', onFiles }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant={variant} icon={<ImageUp aria-hidden />} onClick={() => input.current?.click()}>
        <span className={shrinks ? styles.shrinking : undefined}>{label}</span>
      </Button>
      <input
        ref={input}
        className={styles.input}
        type="file"
        multiple
        accept={ACCEPT}
        tabIndex={-1}
        aria-label="Image file"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = ''; // the same file can be chosen again
          if (files[0]) onFiles(files);
        }}
      />
    </>
  );
}
