import { Meter } from '@base-ui/react/meter';
import { areaFactor, type Expansion, MAX_AREA_FACTOR } from '../domain/expansion.ts';
import styles from './AreaGauge.module.css';

/** Within this of the limit, no handle can be pulled a visible step further. */
const NEARLY = 0.005;

/** How much of the allowed area the frame takes: 1× is the source alone, 3× the limit. */
export function AreaGauge({ expansion }: { expansion: Expansion }) {
  const factor = areaFactor(expansion);
  const isFull = factor > MAX_AREA_FACTOR - NEARLY;
  const words = `${factor.toFixed(2)} of ${MAX_AREA_FACTOR.toFixed(2)}×`;
  return (
    <Meter.Root
      className={styles.gauge}
      value={Math.min(factor, MAX_AREA_FACTOR)}
      min={1}
      max={MAX_AREA_FACTOR}
      aria-valuetext={`${words} the image's area`}
      data-full={isFull}
    >
      <div className={styles.row}>
        <Meter.Label className={styles.label}>Area</Meter.Label>
        <span className={`${styles.value} tabular`}>{words}</span>
      </div>
      <Meter.Track className={styles.track}>
        <Meter.Indicator className={styles.indicator} />
      </Meter.Track>
      <p className={styles.hint}>
        {isFull
          ? 'At the limit. Take some off one side to give it to another.'
          : 'Each side up to 2×, all together up to 3× the image.'}
      </p>
    </Meter.Root>
  );
}
