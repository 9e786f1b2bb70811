import { ListChoice } from '../ui/ListChoice.tsx';

interface FilterChoiceProps<T extends string> {
  label: string;
  value: T | null;
  values: readonly T[];
  words: Readonly<Record<string, string>>;
  /** What no choice is called; null where there is always one. */
  all: string | null;
  onChoose: (value: T | null) => void;
}

/** One of a few, or all of them. */
export function FilterChoice<T extends string>({
  label,
  value,
  values,
  words,
  all,
  onChoose,
}: FilterChoiceProps<T>) {
  const choices = values.map((each) => ({ value: each, label: words[each] ?? each }));
  return (
    <ListChoice<T | ''>
      size="s"
      label={label}
      value={value ?? ''}
      isSet={all !== null && value !== null}
      groups={[{ choices: [...(all === null ? [] : [{ value: '' as const, label: all }]), ...choices] }]}
      onChoose={(next) => onChoose(next === '' ? null : next)}
    />
  );
}
