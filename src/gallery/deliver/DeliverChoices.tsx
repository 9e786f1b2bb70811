import { type ReactNode, useId } from 'react';
import type { Result } from '../../domain/contract/result.ts';
import { DELIVERY_TYPES, type DeliveryType, typeHolds } from '../../domain/delivery.ts';
import type { Size } from '../../domain/side.ts';
import styles from './DeliverChoices.module.css';
import fields from './DeliverFields.module.css';
import { changeDelivery, colourSpaceOf, type DeliverySettings, setQuality } from './deliverySettings.ts';

const TYPE_NAMES: Readonly<Record<DeliveryType, string>> = {
  png: 'PNG',
  jpeg: 'JPEG',
  webp: 'WebP',
  avif: 'AVIF',
};

/** The file types that hold a size. */
export function TypeChoice({ size, type, hasAlpha }: { size: Size; type: DeliveryType; hasAlpha: boolean }) {
  const left = DELIVERY_TYPES.filter((each) => !typeHolds(each, size)).map((each) => TYPE_NAMES[each]);
  const options = DELIVERY_TYPES.map((value) => ({
    value,
    label: TYPE_NAMES[value],
    isOff: !typeHolds(value, size),
  }));
  return (
    <Segments
      label="Type"
      options={options}
      chosen={type}
      onChoose={(value) => changeDelivery({ type: value })}
    >
      {left.length > 0 && `${left.join(' and ')} cannot hold so many pixels.`}
      {type === 'jpeg' && hasAlpha && 'Transparent parts become white.'}
    </Segments>
  );
}

interface SegmentsProps<Value extends string> {
  label: string;
  options: readonly { value: Value; label: string; isOff?: boolean }[];
  chosen: Value;
  onChoose: (value: Value) => void;
  children?: ReactNode;
}

function Segments<Value extends string>({
  label,
  options,
  chosen,
  onChoose,
  children,
}: SegmentsProps<Value>) {
  const name = useId();
  return (
    <div className={fields.row} role="radiogroup" aria-label={label}>
      <span className={fields.label}>{label}</span>
      <div>
        <div className={styles.segments}>
          {options.map((option) => (
            <label key={option.value} className={styles.segment} data-off={option.isOff}>
              <input
                type="radio"
                name={name}
                className={styles.unseen}
                checked={option.value === chosen}
                disabled={option.isOff}
                onChange={() => onChoose(option.value)}
              />
              <span>{option.label}</span>
            </label>
          ))}
        </div>
        <p className={`${fields.says} ${styles.note}`}>{children}</p>
      </div>
    </div>
  );
}

export function QualityField({ type, quality }: { type: DeliveryType; quality: number }) {
  const id = useId();
  return (
    <div className={fields.row}>
      <label className={fields.label} htmlFor={id}>
        Quality
      </label>
      <div className={styles.quality}>
        <input
          id={id}
          type="range"
          min={1}
          max={100}
          value={quality}
          onChange={({ currentTarget }) => setQuality(type, currentTarget.valueAsNumber)}
        />
        <span className="tabular" aria-hidden>
          {quality}
        </span>
      </div>
    </div>
  );
}

interface ColourChoiceProps {
  results: readonly Result[];
  profile: DeliverySettings['profile'];
}

/** A choice only where a result is not in sRGB anyway. */
export function ColourChoice({ results, profile }: ColourChoiceProps) {
  const wide = new Set(results.map(colourSpaceOf).filter((space) => space !== 'sRGB'));
  const [first] = wide;
  if (first === undefined) return null;
  const options = [
    { value: 'srgb', label: 'sRGB' },
    { value: 'source', label: wide.size === 1 ? first : 'As the sources' },
  ] as const;
  return (
    <Segments
      label="Colours"
      options={options}
      chosen={profile}
      onChoose={(value) => changeDelivery({ profile: value })}
    />
  );
}

interface MetadataSwitchProps {
  results: readonly Result[];
  metadata: DeliverySettings['metadata'];
}

/** A choice only where there is something to keep in one of them. */
export function MetadataSwitch({ results, metadata }: MetadataSwitchProps) {
  const id = useId();
  const isThere = results.some(({ proof }) => (proof?.metadata.length ?? 0) > 0);
  const none = results.length === 1 ? 'This source has none' : 'These sources have none';
  return (
    <div className={fields.row}>
      <label className={fields.label} htmlFor={id}>
        Metadata
      </label>
      <label className={styles.check}>
        <input
          id={id}
          type="checkbox"
          checked={isThere && metadata === 'kept'}
          disabled={!isThere}
          onChange={({ currentTarget }) =>
            changeDelivery({ metadata: currentTarget.checked ? 'kept' : 'stripped' })
          }
        />
        <span className={fields.says}>{isThere ? 'Keep author, camera and place' : none}</span>
      </label>
    </div>
  );
}
