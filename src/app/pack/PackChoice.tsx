import { Popover } from '@base-ui/react/popover';
import { BookmarkPlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { PACKS, packNamed } from '../../domain/pack/pack.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ListChoice } from '../../ui/ListChoice.tsx';
import styles from './PackChoice.module.css';
import { chooseFormats, forgetPack, savePack, usePackStore } from './packStore.ts';

const OWN_CHOICE = 'Own choice';

/** A saved pack, or what is chosen as one to save. */
export function PackChoice() {
  const items = usePackStore((state) => state.items);
  const own = usePackStore((state) => state.own);
  const named = packNamed(items, [...own, ...PACKS]);
  const isOwn = named !== null && own.includes(named);
  return (
    <>
      <ListChoice
        label="Pack"
        value={named?.name ?? null}
        placeholder={OWN_CHOICE}
        groups={[
          ...(own.length > 0 ? [{ name: 'Saved here', choices: own.map(choiceOf) }] : []),
          { name: 'Offered', choices: PACKS.map(choiceOf) },
        ]}
        onChoose={(name) => {
          const pack = [...own, ...PACKS].find((each) => each.name === name);
          if (pack) chooseFormats(pack.formatIds);
        }}
      />
      {isOwn && (
        <IconButton label={`Forget the pack ${named.name}`} onClick={() => forgetPack(named.name)}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
      {named === null && items.length > 0 && <SavePack />}
    </>
  );
}

function choiceOf({ name, formatIds }: { name: string; formatIds: readonly string[] }) {
  const count = formatIds.length;
  return { value: name, label: name, says: count === 1 ? '1 format' : `${count} formats` };
}

/** Keeps the chosen formats in this browser. */
function SavePack() {
  const [name, setName] = useState('');
  const [isOpen, setOpen] = useState(false);
  const isTaken = PACKS.some((pack) => pack.name === name.trim());
  const isReady = name.trim() !== '' && !isTaken;
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        render={
          <IconButton label="Save these formats as a pack">
            <BookmarkPlus aria-hidden />
          </IconButton>
        }
      />
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} sideOffset={6} collisionPadding={8}>
          <Popover.Popup className={styles.popup}>
            <form
              className={styles.form}
              onSubmit={(event) => {
                event.preventDefault();
                if (!isReady) return;
                savePack(name.trim());
                setOpen(false);
              }}
            >
              <label className={styles.label}>
                Name of the pack
                <input
                  className={styles.input}
                  value={name}
                  maxLength={60}
                  onChange={({ currentTarget }) => setName(currentTarget.value)}
                />
              </label>
              {isTaken && <p className={styles.note}>This name is taken.</p>}
              <Button type="submit" size="s" aria-disabled={!isReady}>
                Save
              </Button>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
