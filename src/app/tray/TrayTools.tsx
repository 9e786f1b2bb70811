import { ChevronLeft, ChevronRight, ClipboardPaste, Copy } from 'lucide-react';
import { useSourceStore } from '../../source/sourceStore.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ALT_KEY } from '../../ui/modKey.ts';
import { tip } from '../../ui/tip.ts';
import { RunButton } from './RunButton.tsx';
import { showRun } from './runOpen.ts';
import styles from './Tray.module.css';
import { useTrayRun } from './trayRun.ts';
import { type TrayItem, useTrayStore } from './trayStore.ts';
import { walkTray } from './walk.ts';
import { applyTo, copyWork, pasteWork, useCopied } from './works.ts';

/** What is done with the open image, with those that are chosen, and with all. */
export function TrayTools({ items }: { items: readonly TrayItem[] }) {
  const selected = useTrayStore((state) => state.selected);
  const open = useSourceStore((state) => state.opened?.key ?? null);
  const copied = useCopied((state) => state.copied);
  const hasRun = useTrayRun(({ run }) => run !== null);
  const meant = selected.size > 0 ? [...selected] : items.map(({ opened }) => opened.key);
  const pasteInto = selected.size > 0 ? [...selected] : open === null ? [] : [open];
  return (
    <div className={styles.tools}>
      <span className={styles.wideOnly}>
        <IconButton size="s" label="The image before" keys={`${ALT_KEY} ←`} onClick={() => walkTray(-1)}>
          <ChevronLeft aria-hidden />
        </IconButton>
        <IconButton size="s" label="The next image" keys={`${ALT_KEY} →`} onClick={() => walkTray(1)}>
          <ChevronRight aria-hidden />
        </IconButton>
        <IconButton
          size="s"
          label="Copy frame and prompt"
          keys="C in the strip"
          onClick={() => open !== null && copyWork(open)}
        >
          <Copy aria-hidden />
        </IconButton>
        <IconButton
          size="s"
          label={selected.size > 0 ? `Paste into ${selected.size} selected` : 'Paste frame and prompt'}
          keys="V in the strip"
          aria-disabled={copied === null}
          onClick={() => void pasteWork(pasteInto)}
        >
          <ClipboardPaste aria-hidden />
        </IconButton>
      </span>
      <Button
        size="s"
        variant="quiet"
        {...tip('The open image’s frame, prompt and provider')}
        onClick={() => open !== null && void applyTo(open, meant)}
      >
        {selected.size > 0 ? `Apply to ${selected.size}` : 'Apply to all'}
      </Button>
      {hasRun ? (
        <RunButton />
      ) : (
        <Button size="s" variant="primary" onClick={() => showRun(true)}>
          {`Expand ${meant.length}…`}
        </Button>
      )}
    </div>
  );
}
