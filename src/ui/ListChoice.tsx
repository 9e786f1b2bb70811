import { CSPProvider } from '@base-ui/react/csp-provider';
import { Select } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import styles from './ListChoice.module.css';

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Beside it, such as what it costs. */
  readonly says?: string;
}

interface ChoiceGroup<Value extends string> {
  readonly name?: string;
  readonly choices: readonly Choice<Value>[];
}

interface ListChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly groups: readonly ChoiceGroup<Value>[];
  readonly onChoose: (value: Value) => void;
  /** Shown instead of the value's own label, where that is none of the choices. */
  readonly placeholder?: string;
  readonly size?: 's' | 'm';
  /** Whether the choice narrows something down, and so is to be seen. */
  readonly isSet?: boolean;
  readonly align?: 'start' | 'end';
  /** As wide as there is room. */
  readonly fills?: boolean;
}

/** One of a few out of a list that opens, by pointer, by arrow keys and by the first letters of its name. */
export function ListChoice<Value extends string>(props: ListChoiceProps<Value>) {
  const { label, value, groups, onChoose, placeholder, size = 'm', isSet, align = 'start', fills } = props;
  return (
    // The page's policy lets no style elements in; the list needs none of its own.
    <CSPProvider disableStyleElements>
      <Select.Root
        value={value}
        onValueChange={(next) => next !== null && onChoose(next)}
        items={groups.flatMap(({ choices }) => choices.map((choice) => choice))}
      >
        <Select.Trigger
          className={styles.trigger}
          aria-label={label}
          data-size={size}
          data-set={isSet}
          data-fills={fills}
          data-takes-letters
        >
          <Select.Value placeholder={placeholder} />
          <ChevronsUpDown className={styles.chevron} aria-hidden />
        </Select.Trigger>
        <Select.Portal>
          <Select.Positioner
            className={styles.positioner}
            alignItemWithTrigger={false}
            align={align}
            sideOffset={6}
            collisionPadding={8}
          >
            <Select.Popup className={styles.popup} data-takes-letters>
              {groups.map(({ name, choices }) => (
                <Select.Group key={name ?? ''}>
                  {name !== undefined && (
                    <Select.GroupLabel className={styles.group}>{name}</Select.GroupLabel>
                  )}
                  {choices.map((choice) => (
                    <Select.Item key={choice.value} value={choice.value} className={styles.item}>
                      <span className={styles.check}>
                        <Select.ItemIndicator>
                          <Check aria-hidden />
                        </Select.ItemIndicator>
                      </span>
                      <Select.ItemText className={styles.name}>{choice.label}</Select.ItemText>
                      {choice.says !== undefined && <span className={styles.says}>{choice.says}</span>}
                    </Select.Item>
                  ))}
                </Select.Group>
              ))}
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
    </CSPProvider>
  );
}
