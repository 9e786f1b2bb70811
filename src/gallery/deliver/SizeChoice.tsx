import { useId } from 'react';
import {
  cutBy,
  type DeliverySize,
  deliveredShares,
  deliveredSize,
  deliveryFormats,
  LONGEST_SIDE,
  mostLongestSide,
  typeHolds,
} from '../../domain/delivery.ts';
import type { Size } from '../../domain/side.ts';
import { useFigureEntry } from '../../ui/useFigureEntry.ts';
import { sizeLabel } from '../taskLabels.ts';
import fields from './DeliverFields.module.css';
import { changeDelivery } from './deliverySettings.ts';
import type { DeliveryItem } from './deliveryTarget.ts';
import styles from './SizeChoice.module.css';
import { cutSentence, sharesSentence } from './sharesSentence.ts';

interface SizeChoiceProps {
  /** The first of what is delivered: its sizes are offered. */
  item: DeliveryItem;
  items: readonly DeliveryItem[];
  chosen: DeliverySize;
}

/** So long a side is offered first: the width of a large web page. */
const USUAL_LONGEST = 2048;

/** Every size that a result is offered in; what another shape would cut off stands beside it. */
export function SizeChoice({ item: { task, result }, items, chosen }: SizeChoiceProps) {
  const name = useId();
  const deliverable = deliverableOf({ task, result });
  const formats = deliveryFormats(deliverable);
  const isFormat = chosen.kind === 'format' && formats.length > 0;
  const chosenFormat = formats.find(({ id }) => isFormat && id === chosen.formatId) ?? formats[0];
  const longest =
    chosen.kind === 'longest' ? chosen.px : Math.min(USUAL_LONGEST, Math.max(result.width, result.height));
  const { note, noteId, input } = useFigureEntry({
    ...{ least: LONGEST_SIDE.least, most: mostLongestSide(result), value: longest },
    onValue: (px) => changeDelivery({ size: { kind: 'longest', px } }),
  });
  const areOthersSized =
    formats.length === 0 && items.some((other) => deliveryFormats(deliverableOf(other)).length > 0);
  /** The first has no format, and others come at the size of theirs: that is not all of them as they are. */
  const isEach = chosen.kind === 'format' && areOthersSized;
  const isFull = chosen.kind === 'full' || (chosen.kind === 'format' && !isFormat && !isEach);
  const option = (label: string, size: DeliverySize, isChecked: boolean) => {
    const pixels = deliveredSize(deliverable, size);
    return (
      <Option
        key={label}
        {...{ name, label, pixels, isChecked }}
        image={result}
        onChoose={() => changeDelivery({ size })}
      />
    );
  };
  return (
    <fieldset className={styles.sizes}>
      <legend className={`${fields.label} ${styles.heading}`}>Size</legend>
      {formats.map(({ id, name: format }) =>
        option(format, { kind: 'format', formatId: id }, isFormat && chosenFormat?.id === id),
      )}
      {areOthersSized && option('Each in its format', { kind: 'format', formatId: null }, isEach)}
      {option('As it is', { kind: 'full' }, isFull)}
      {option('Double size', { kind: 'scale', factor: 2 }, chosen.kind === 'scale' && chosen.factor === 2)}
      {option('Half size', { kind: 'scale', factor: 0.5 }, chosen.kind === 'scale' && chosen.factor === 0.5)}
      <div className={styles.longest}>
        {option('Longest side', { kind: 'longest', px: longest }, chosen.kind === 'longest')}
        <input {...input} className={fields.number} aria-label="Longest side in pixels" />
      </div>
      <p id={noteId} role="status" className={`${fields.says} ${styles.note}`}>
        {note}
      </p>
      {items.length > 1 && <Shares items={items} chosen={chosen} />}
    </fieldset>
  );
}

function deliverableOf({ task, result }: DeliveryItem) {
  return { ...result, formatId: task.formatId };
}

/** What the choice comes to with all of several results: their shapes may differ from that of the first. */
function Shares({ items, chosen }: Pick<SizeChoiceProps, 'items' | 'chosen'>) {
  const shares = deliveredShares(items.map(deliverableOf), chosen);
  const cut = cutSentence(shares);
  const words = sharesSentence(shares);
  return (
    <p className={`${fields.says} ${styles.shares}`} role="status">
      {words}
      {words !== null && cut !== null && ' · '}
      {cut !== null && <strong className={styles.cut}>{cut}</strong>}
    </p>
  );
}

interface OptionProps {
  name: string;
  label: string;
  pixels: Size;
  image: Size;
  isChecked: boolean;
  onChoose: () => void;
}

function Option({ name, label, pixels, image, isChecked, onChoose }: OptionProps) {
  const isHeld = typeHolds('png', pixels);
  const cut = cutLabel(cutBy(image, pixels));
  return (
    <label className={styles.size}>
      <input type="radio" name={name} checked={isChecked} disabled={!isHeld} onChange={onChoose} />
      <span className={styles.pixels}>{sizeLabel(pixels)}</span>
      <span className={fields.says}>
        {label}
        {isHeld && pixels.width > image.width && ' · enlarged'}
        {!isHeld && ' · too large'}
        {cut !== null && <strong className={styles.cut}> · {cut}</strong>}
      </span>
    </label>
  );
}

function cutLabel({ width, height }: Size): string | null {
  if (width > 0) return `cuts ${width} px off left and right`;
  return height > 0 ? `cuts ${height} px off top and bottom` : null;
}
