import { type KeyboardEvent, useState } from 'react';
import { pressedKey } from '../../ui/pressedKey.ts';
import { openKey, toggle } from './trayStore.ts';
import { openItem, removeItems } from './walk.ts';
import { copyWork, pasteWork } from './works.ts';

/** How far a key goes in the strip. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

export function trayItemId(key: string): string {
  return `tray-${key}`;
}

/** Roving focus over the images of the tray: arrows walk, Enter opens, Space selects, Delete takes out. */
export function useTrayFocus(keys: readonly string[], selected: ReadonlySet<string>) {
  const [focused, setFocused] = useState<string | null>(null);
  const open = openKey();
  const known = (key: string | null) => (key !== null && keys.includes(key) ? key : null);
  const tabStop = known(focused) ?? known(open) ?? keys[0] ?? null;

  const focus = (key: string | undefined) => {
    if (key === undefined) return;
    setFocused(key);
    const item = document.getElementById(trayItemId(key));
    item?.focus();
    item?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const remove = (key: string) => {
    const gone = selected.has(key) ? selected : new Set([key]);
    const index = keys.indexOf(key);
    const left = keys.filter((each) => !gone.has(each));
    const next = keys.slice(index).find((each) => !gone.has(each)) ?? left.at(-1);
    removeItems(gone);
    focus(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (tabStop === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = STEPS[event.key];
    const does: Record<string, () => void> = {
      Enter: () => void openItem(tabStop),
      ' ': () => toggle(tabStop),
      Delete: () => remove(tabStop),
      Backspace: () => remove(tabStop),
      c: () => copyWork(tabStop),
      v: () => void pasteWork(selected.has(tabStop) ? selected : [tabStop]),
    };
    const act = does[pressedKey(event)];
    if (step === undefined && !act) return;
    event.preventDefault();
    if (act) return act();
    const index = Math.min(keys.length - 1, Math.max(0, keys.indexOf(tabStop) + (step ?? 0)));
    focus(keys[index]);
  };
  return { tabStop, setFocused, onKeyDown };
}
