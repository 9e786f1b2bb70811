import { useEffect } from 'react';
import { isStageCovered } from '../../ui/isDialogOpen.ts';
import { typesText } from '../../ui/typesText.ts';
import { walkTray } from './walk.ts';

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowLeft: -1, ArrowRight: 1 };

/** ⌥← and ⌥→ walk the tray from wherever the focus is, but in a text and on a handle, where they mean something else. */
export function useWalkKeys(isThere: boolean): void {
  useEffect(() => {
    if (!isThere) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const { altKey, ctrlKey, metaKey, shiftKey, defaultPrevented, target } = event;
      const by = STEPS[event.key];
      if (!by || !altKey || ctrlKey || metaKey || shiftKey) return;
      if (defaultPrevented || typesText(target) || isStageCovered()) return;
      // In some browsers it leads back to the page before.
      event.preventDefault();
      walkTray(by);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isThere]);
}
