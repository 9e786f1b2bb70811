import styles from './SwitchField.module.css';

interface SwitchFieldProps {
  label: string;
  /** Why it is off and stays so; null when it can be switched. */
  lock: string | null;
  isOn: boolean;
  onSwitch: (isOn: boolean) => void;
}

/** Something that is on or off, in a row of its own. */
export function SwitchField({ label, lock, isOn, onSwitch }: SwitchFieldProps) {
  return (
    <label className={styles.field}>
      <span>
        {label}
        {lock !== null && <span className={styles.reason}> · {lock}</span>}
      </span>
      <input
        type="checkbox"
        className={styles.switch}
        checked={isOn && lock === null}
        disabled={lock !== null}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
    </label>
  );
}
