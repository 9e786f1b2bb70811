import { Popover } from '@base-ui/react/popover';
import { Plus } from 'lucide-react';
import { FORMAT_GROUPS, FORMATS } from '../../domain/formats.ts';
import { MAX_PACK_FORMATS } from '../../domain/pack/pack.ts';
import { AspectGlyph } from '../../editor/panel/format/AspectGlyph.tsx';
import { CustomField } from '../../editor/panel/format/CustomField.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './FormatChoice.module.css';

interface FormatChoiceProps {
  chosenIds: readonly string[];
  onChoose: (formatIds: readonly string[]) => void;
}

/** Every format with a mark at those of the pack. */
export function FormatChoice({ chosenIds, onChoose }: FormatChoiceProps) {
  const chosen = new Set(chosenIds);
  const isFull = chosen.size >= MAX_PACK_FORMATS;
  return (
    <Popover.Root>
      <Popover.Trigger render={<Button icon={<Plus aria-hidden />}>Formats</Button>} />
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} align="start" sideOffset={6} collisionPadding={8}>
          <Popover.Popup className={styles.popup} aria-label="Formats of the pack">
            <CustomField
              ref={null}
              name=""
              onFormat={({ id }) => isFull || onChoose([...chosenIds, id])}
              onLeave={() => undefined}
            />
            {FORMAT_GROUPS.map((group) => (
              <fieldset key={group} className={styles.group} data-shapes={group === 'Shape'}>
                <legend className={styles.groupName}>{group}</legend>
                {FORMATS.filter((format) => format.group === group).map(({ id, name, size, aspect }) => (
                  <label key={id} className={styles.format} data-off={isFull && !chosen.has(id)}>
                    <input
                      type="checkbox"
                      checked={chosen.has(id)}
                      disabled={isFull && !chosen.has(id)}
                      onChange={({ currentTarget: { checked } }) =>
                        onChoose(checked ? [...chosenIds, id] : chosenIds.filter((each) => each !== id))
                      }
                    />
                    <AspectGlyph aspect={aspect} />
                    <span className={styles.name}>{name}</span>
                    {size && (
                      <span className={`${styles.size} tabular`}>{`${size.width} × ${size.height}`}</span>
                    )}
                  </label>
                ))}
              </fieldset>
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
