import { Meter } from '@base-ui/react/meter';
import { useRef } from 'react';
import { isAtLimit, leftPx, leftRatio, usedPercent, usedShare } from '../domain/allowance.ts';
import { areaFactor, type Expansion, MAX_AREA_FACTOR } from '../domain/expansion.ts';
import { SIDES, type Size } from '../domain/side.ts';
import styles from './AreaGauge.module.css';
import { useEditorStore } from './editorStore.ts';
import { FollowingText } from './FollowingText.tsx';
import { useWhileDragged } from './gestureStore.ts';
import { SIDE_LABELS } from './sideLabels.ts';

/** How much of the allowed area the frame takes (1× is the source alone, 3× the limit), and what is left. */
export function AreaGauge({ size }: { size: Size }) {
  const expansion = useEditorStore((state) => state.expansion);
  const gauge = useRef<HTMLDivElement>(null);
  const indicator = useRef<HTMLDivElement>(null);
  useWhileDragged((dragged) => {
    if (gauge.current) gauge.current.dataset.full = String(isAtLimit(dragged, size));
    if (indicator.current) indicator.current.style.width = percent(usedShare(dragged));
  });

  return (
    <div ref={gauge} className={styles.gauge} data-full={isAtLimit(expansion, size)}>
      <Meter.Root
        value={Math.min(areaFactor(expansion), MAX_AREA_FACTOR)}
        min={1}
        max={MAX_AREA_FACTOR}
        aria-valuetext={`${areaWords(expansion)} the image's area, ${usedPercent(expansion, size)} % used`}
      >
        <div className={styles.row}>
          <Meter.Label className={styles.label}>Area</Meter.Label>
          <span className={`${styles.value} tabular`}>
            <FollowingText of={areaWords} />
            <FollowingText className={styles.used} of={(shown) => `${usedPercent(shown, size)} % used`} />
          </span>
        </div>
        <Meter.Track className={styles.track}>
          <Meter.Indicator
            ref={indicator}
            className={styles.indicator}
            style={{ width: percent(usedShare(expansion)) }}
          />
        </Meter.Track>
      </Meter.Root>
      <p className={styles.leftLabel} id="left-to-add">
        Still free on each side
      </p>
      <dl className={`${styles.left} tabular`} aria-labelledby="left-to-add">
        {SIDES.map((side) => (
          <div key={side} className={styles.side}>
            <dt>{SIDE_LABELS[side]}</dt>
            <dd>
              <FollowingText of={(shown) => `${leftPx(side, shown, size)} px`} />
            </dd>
            <dd>
              <FollowingText of={(shown) => `${leftRatio(side, shown).toFixed(2)}×`} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function percent(share: number): string {
  return `${share * 100}%`;
}

function areaWords(expansion: Expansion): string {
  return `${areaFactor(expansion).toFixed(2)} of ${MAX_AREA_FACTOR.toFixed(2)}×`;
}
