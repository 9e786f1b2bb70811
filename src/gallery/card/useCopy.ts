import { useEffect, useState } from 'react';

const SHOWN_MS = 2000;

/** Copies a text and says for two seconds that it did. */
export function useCopy(): { copied: boolean; copy: (text: string) => Promise<void> } {
  const [copiedAt, setCopiedAt] = useState(0);

  useEffect(() => {
    if (copiedAt === 0) return;
    const timer = setTimeout(() => setCopiedAt(0), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copiedAt]);

  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    setCopiedAt(Date.now());
  };
  return { copied: copiedAt !== 0, copy };
}
