import styles from './FilterChoice.module.css';

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
  return (
    <select
      className={styles.choice}
      aria-label={label}
      value={value ?? ''}
      data-set={all !== null && value !== null}
      onChange={({ target }) => onChoose(values.find((each) => each === target.value) ?? null)}
    >
      {all !== null && <option value="">{all}</option>}
      {values.map((each) => (
        <option key={each} value={each}>
          {words[each] ?? each}
        </option>
      ))}
    </select>
  );
}
