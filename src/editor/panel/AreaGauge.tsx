import { Meter } from '@base-ui/react/meter';
import { useRef } from 'react';
import { isAtLimit, shareOfFactor, usedPercent, usedShare } from '../../domain/allowance.ts';
import { areaFactor, type Expansion } from '../../domain/expansion.ts';
import { quoteFor } from '../../domain/plan/quote.ts';
import { frameLimits, MAX_AREA_FACTOR, type Reach } from '../../domain/reach.ts';
import type { Size } from '../../domain/side.ts';
import { useWhileDragged } from '../state/dragStore.ts';
import { useEditorStore } from '../state/editorStore.ts';
import { useReach } from '../state/reach.ts';
import styles from './AreaGauge.module.css';
import { FollowingText } from './length/FollowingText.tsx';

interface AreaGaugeProps {
  size: Size;
  /** A frame that one request does not reach takes steps. */
  takesSteps: boolean;
}

/**
 * How much of the allowed area the frame takes (1× is the source alone, 3× the limit). Beyond one request
 * a mark stays where that ends.
 */
export function AreaGauge({ size: source, takesSteps }: AreaGaugeProps) {
  const size = useReach(source);
  const most = frameLimits(size).areaFactor;
  const expansion = useEditorStore((state) => state.expansion);
  const label = (shown: Expansion) => areaLabel(shown, size, takesSteps);
  const gauge = useRef<HTMLDivElement>(null);
  const indicator = useRef<HTMLDivElement>(null);
  useWhileDragged((dragged) => {
    if (gauge.current) gauge.current.dataset.full = String(isAtLimit(dragged, size));
    if (indicator.current) indicator.current.style.width = percent(usedShare(dragged, size));
  });

  return (
    <div ref={gauge} className={styles.gauge} data-full={isAtLimit(expansion, size)}>
      <Meter.Root
        value={Math.min(areaFactor(expansion), most)}
        min={1}
        max={most}
        aria-valuetext={`${label(expansion)} the image's area, ${usedPercent(expansion, size)}% used`}
      >
        <div className={styles.row}>
          <Meter.Label className={styles.label}>Area</Meter.Label>
          <span className={`${styles.value} tabular`}>
            <FollowingText of={label} />
          </span>
        </div>
        <Meter.Track className={styles.track}>
          <Meter.Indicator
            ref={indicator}
            className={styles.indicator}
            style={{ width: percent(usedShare(expansion, size)) }}
          />
          {size.goesBeyond && (
            <span
              className={styles.oneRequest}
              style={{ left: percent(shareOfFactor(MAX_AREA_FACTOR, size)) }}
            />
          )}
        </Meter.Track>
      </Meter.Root>
    </div>
  );
}

function percent(share: number): string {
  return `${share * 100}%`;
}

function areaLabel(expansion: Expansion, size: Reach, takesSteps: boolean): string {
  const factor = areaFactor(expansion).toFixed(2);
  if (!size.goesBeyond) return `${factor} of ${MAX_AREA_FACTOR.toFixed(2)}×`;
  const quote = quoteFor(size, expansion, { reachesAnyFrame: !takesSteps });
  return quote.problem === null && quote.steps > 1 ? `${factor}× in ${quote.steps} steps` : `${factor}×`;
}
