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

/** A choice only where the result is not in sRGB anyway. */
export function ColourChoice({ result, profile }: { result: Result; profile: DeliverySettings['profile'] }) {
  const space = colourSpaceOf(result);
  if (space === 'sRGB') return null;
  const options = [
    { value: 'srgb', label: 'sRGB' },
    { value: 'source', label: space },
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

export function MetadataSwitch({
  result,
  metadata,
}: {
  result: Result;
  metadata: DeliverySettings['metadata'];
}) {
  const id = useId();
  const isThere = (result.proof?.metadata.length ?? 0) > 0;
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
        <span className={fields.says}>
          {isThere ? 'Keep author, camera and place' : 'This source has none'}
        </span>
      </label>
    </div>
  );
}
