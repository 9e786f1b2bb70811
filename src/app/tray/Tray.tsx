import { useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type MouseEvent, useEffect, useMemo } from 'react';
import { useConnection } from '../../api/connection.ts';
import { isUnanswered } from '../../domain/run/run.ts';
import { useSourceStore } from '../../source/sourceStore.ts';
import { IconButton } from '../../ui/Button.tsx';
import { holdsModKey } from '../../ui/modKey.ts';
import { putAwayRun } from '../run/runStore.ts';
import { RunButton } from './RunButton.tsx';
import styles from './Tray.module.css';
import { TrayOption } from './TrayOption.tsx';
import { TrayTools } from './TrayTools.tsx';
import { startThumbnails } from './thumbnails.ts';
import { useUnkept } from './trayBytes.ts';
import { forgetOldFiles } from './trayFiles.ts';
import { trayRun, useTrayRun } from './trayRun.ts';
import { traySentence } from './traySentence.ts';
import { hasTray, select, type TrayItem, toggle, useTrayStore } from './trayStore.ts';
import { startUploads, useUploadTrouble } from './uploads.ts';
import { trayItemId, useTrayFocus } from './useTrayFocus.ts';
import { useWalkKeys } from './useWalkKeys.ts';
import { openItem } from './walk.ts';

/**
 * The open images in a strip: each is walked to, chosen and taken out here. Without it, what was submitted together is
 * still within reach.
 */
export function Tray({ isCovered }: { isCovered: boolean }) {
  useTrayWork();
  const isThere = useTrayStore(hasTray);
  useWalkKeys(isThere);
  const items = useTrayStore((state) => state.items);
  const hasRun = useTrayRun(({ run }) => run !== null);
  const isGoingOn = useTrayRun(({ run }) => run?.parts.some(isUnanswered) ?? false);
  if (!isThere && !hasRun) return null;
  if (!isThere)
    return (
      <section className={styles.tray} data-area="tray" aria-label="Submitted together" inert={isCovered}>
        <div className={styles.head}>
          <span className={styles.status}>Submitted together</span>
          <RunButton />
          {!isGoingOn && (
            <IconButton size="s" label="Put away" onClick={() => putAwayRun(trayRun)}>
              <X aria-hidden />
            </IconButton>
          )}
        </div>
      </section>
    );
  return (
    <section className={styles.tray} data-area="tray" aria-label="Open images" inert={isCovered}>
      <header className={styles.head}>
        <TrayStatus items={items} />
        <TrayTools items={items} />
      </header>
      <TrayStrip items={items} />
    </section>
  );
}

/** What goes on for as long as there is a tray: images are looked at and sent. */
function useTrayWork(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stops = [startThumbnails(), startUploads(client)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client]);
  useEffect(() => {
    const keys = useTrayStore.getState().items.map(({ opened }) => opened.key);
    const unsent = useTrayRun.getState().run?.parts.filter(({ taskId }) => taskId === null) ?? [];
    keys.push(...unsent.map(({ press }) => press.sourceKey));
    // Private windows keep nothing that could be forgotten.
    void forgetOldFiles(new Set(keys)).catch(() => undefined);
  }, []);
}

function TrayStatus({ items }: { items: readonly TrayItem[] }) {
  const open = useSourceStore((state) => state.opened?.key);
  const trouble = useUploadTrouble((state) => state.trouble);
  const unkept = useUnkept();
  const isOffline = useConnection(({ connection }) => connection === 'offline');
  const at = items.findIndex(({ opened }) => opened.key === open);
  return (
    <p className={`${styles.status} tabular`} role="status">
      <strong>{at < 0 ? `${items.length} images` : `${at + 1} of ${items.length}`}</strong>
      <span className={styles.says}>{traySentence(items, { trouble, isOffline, unkept })}</span>
    </p>
  );
}

function TrayStrip({ items }: { items: readonly TrayItem[] }) {
  const selected = useTrayStore((state) => state.selected);
  const open = useSourceStore((state) => state.opened?.key);
  const keys = useMemo(() => items.map(({ opened }) => opened.key), [items]);
  const { tabStop, setFocused, onKeyDown } = useTrayFocus(keys, selected);
  useEffect(() => {
    if (open !== undefined)
      document.getElementById(trayItemId(open))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [open]);

  const onClick = (event: MouseEvent) => {
    const key =
      event.target instanceof Element && event.target.closest<HTMLElement>('[data-key]')?.dataset.key;
    if (!key) return;
    setFocused(key);
    if (event.shiftKey) select([...selected, ...between(keys, tabStop, key)]);
    else if (holdsModKey(event)) toggle(key);
    else void openItem(key);
  };
  return (
    <div
      className={styles.strip}
      role="listbox"
      data-tray
      aria-label="Open images"
      aria-orientation="horizontal"
      aria-multiselectable
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {items.map((item) => (
        <TrayOption
          key={item.opened.key}
          item={item}
          isOpen={item.opened.key === open}
          isSelected={selected.has(item.opened.key)}
          isTabStop={item.opened.key === tabStop}
        />
      ))}
    </div>
  );
}

function between(keys: readonly string[], from: string | null, to: string): readonly string[] {
  const [a, b] = [from === null ? -1 : keys.indexOf(from), keys.indexOf(to)];
  return a < 0 ? [to] : keys.slice(Math.min(a, b), Math.max(a, b) + 1);
}
