import { Link } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../ui/Button.tsx';
import { pressedKey } from '../ui/pressedKey.ts';
import { cancelOpening } from './openSource.ts';
import styles from './UrlField.module.css';
import { addressesIn } from './webAddress.ts';

interface UrlFieldProps {
  /** The host that an image is being fetched from. */
  openingFrom: string | null;
  /** Of more than one, where a list of them was pasted. */
  onUrls: (urls: readonly string[]) => void;
}

/** Opens an image by its address. What was typed stays when it cannot be opened. */
export function UrlField({ openingFrom, onUrls }: UrlFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const isFetching = openingFrom !== null;
  const open = () => {
    const url = input.current?.value.trim();
    if (url) onUrls([url]);
    else input.current?.focus();
  };
  return (
    <form
      className={styles.form}
      aria-label="Open from a URL"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isFetching) open();
      }}
      onKeyDown={(event) => {
        if (pressedKey(event) === 'Escape' && isFetching) cancelOpening();
      }}
    >
      <label className={styles.field}>
        <Link className={styles.icon} aria-hidden />
        <span className="visually-hidden">Web address of an image</span>
        <input
          ref={input}
          className={styles.input}
          type="text"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="Open from a URL, such as https://…"
          readOnly={isFetching}
          onPaste={(event) => {
            // A field of one line would put them one after the other.
            const urls = addressesIn(event.clipboardData.getData('text/plain'));
            if (urls.length < 2 || isFetching) return;
            event.preventDefault();
            onUrls(urls);
          }}
        />
      </label>
      <Button
        type="submit"
        onClick={(event) => {
          if (!isFetching) return;
          event.preventDefault();
          cancelOpening();
        }}
      >
        {isFetching ? 'Cancel' : 'Open'}
      </Button>
      <p className={styles.state} role="status">
        {isFetching && `Fetching the image from ${openingFrom}…`}
      </p>
    </form>
  );
}
