import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { IconButton } from '../Button.tsx';
import dialog from '../dialog.module.css';
import styles from './ShortcutSheet.module.css';
import { closeShortcuts, useShortcutSheet } from './shortcutSheetStore.ts';
import { SHORTCUT_GROUPS } from './shortcuts.ts';

/** Everything that keys and modifiers do, behind the question mark. */
export function ShortcutSheet() {
  const isOpen = useShortcutSheet((state) => state.isOpen);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => open || closeShortcuts()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={styles.sheet}>
          <header className={dialog.header}>
            <Dialog.Title className={dialog.title}>Keyboard and mouse</Dialog.Title>
            <Dialog.Close
              render={
                <IconButton label="Close" keys="Esc">
                  <X aria-hidden />
                </IconButton>
              }
            />
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard. */}
          <section className={styles.groups} tabIndex={0} aria-label="Shortcuts">
            {SHORTCUT_GROUPS.map(({ title, shortcuts }) => (
              <section key={title} className={styles.group}>
                <h3 className={styles.groupTitle}>{title}</h3>
                <dl>
                  {shortcuts.map(({ keys, does }) => (
                    <div key={does} className={styles.shortcut}>
                      <dt>{does}</dt>
                      <dd className={styles.keys}>
                        {keys.map((key) => (
                          <Key key={key} name={key} />
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </section>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** A key; or, in lower case, what the pointer does with it. */
function Key({ name }: { name: string }) {
  const isPointer = /^[a-z]/.test(name);
  return isPointer ? <span>{name}</span> : <kbd className={styles.key}>{name}</kbd>;
}
