import { Combobox } from '@base-ui/react/combobox';
import { Check, ChevronsUpDown, Search } from 'lucide-react';
import { useMemo } from 'react';
import type { Format } from '../../../domain/formats.ts';
import type { Size } from '../../../domain/side.ts';
import { useEditorStore } from '../../state/editorStore.ts';
import { useReach } from '../../state/reach.ts';
import { AspectGlyph } from './AspectGlyph.tsx';
import styles from './FormatPicker.module.css';
import { costLabel, entryFor, entryGroups, type FormatEntry, matches } from './formatEntries.ts';

interface FormatPickerProps {
  /** Of the source: the list says what each format costs with it. */
  size: Size;
  /** A format that one request does not reach takes steps. */
  takesSteps: boolean;
  format: Format | null;
  /** What the closed picker shows; another line than the format's while one is being typed. */
  shown: FormatEntry;
  onChoose: (entry: FormatEntry) => void;
  /** What has the focus once the list is closed, other than the picker itself. */
  nextFocus: () => HTMLElement | null;
}

/** The list of formats behind a button, with a field to search it. */
export function FormatPicker({
  size: source,
  takesSteps,
  format,
  shown,
  onChoose,
  nextFocus,
}: FormatPickerProps) {
  const size = useReach(source);
  const recentIds = useEditorStore((state) => state.recentFormatIds);
  const groups = useMemo(() => entryGroups(recentIds), [recentIds]);
  const set = format && entryFor(format) === shown ? format : null;
  return (
    <Combobox.Root
      items={groups}
      value={shown}
      onValueChange={(entry) => entry && onChoose(entry)}
      filter={matches}
      autoHighlight
    >
      <Combobox.Label className={styles.label}>Format</Combobox.Label>
      <Combobox.Trigger className={styles.trigger}>
        <AspectGlyph aspect={set?.aspect ?? null} />
        <span className={styles.name}>{set?.name ?? shown.label}</span>
        <ChevronsUpDown className={styles.chevron} aria-hidden />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner className={styles.positioner} align="end" sideOffset={6} collisionPadding={8}>
          <Combobox.Popup
            className={styles.popup}
            aria-label="Choose a format"
            finalFocus={() => nextFocus() ?? true}
          >
            <div className={styles.search}>
              <Search className={styles.searchIcon} aria-hidden />
              <Combobox.Input
                className={styles.input}
                aria-label="Search formats"
                placeholder="Name, shape or size"
              />
            </div>
            <Combobox.Empty>
              <p className={styles.empty}>Nothing found. “Custom…” takes any shape or size.</p>
            </Combobox.Empty>
            <Combobox.List className={styles.list}>
              {(group: (typeof groups)[number]) => (
                <Combobox.Group key={group.value} items={group.items} className={styles.group}>
                  <Combobox.GroupLabel className={styles.groupLabel}>{group.value}</Combobox.GroupLabel>
                  <Combobox.Collection>
                    {(entry: FormatEntry) => (
                      <Combobox.Item key={entry.id} value={entry} className={styles.item}>
                        <AspectGlyph aspect={entry.format?.aspect ?? null} />
                        <span className={styles.itemName}>{entry.label}</span>
                        <span className={`${styles.detail} tabular`}>{entry.detail}</span>
                        {entry.format && <Cost label={costLabel(size, entry.format, takesSteps)} />}
                        <Combobox.ItemIndicator className={styles.check}>
                          <Check aria-hidden />
                        </Combobox.ItemIndicator>
                      </Combobox.Item>
                    )}
                  </Combobox.Collection>
                </Combobox.Group>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

/** What the format costs with this source, before it is chosen. */
function Cost({ label: { text, isReached } }: { label: ReturnType<typeof costLabel> }) {
  return (
    <span className={`${styles.cost} tabular`} data-reached={isReached}>
      {text}
    </span>
  );
}
