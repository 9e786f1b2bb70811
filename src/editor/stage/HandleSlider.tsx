import type { KeyboardEvent, Ref } from 'react';
import { budgetPx, leastPx } from '../../domain/expansion.ts';
import { padsOf } from '../../domain/frame.ts';
import { SIDE_GEOMETRY, type Side, type Size } from '../../domain/side.ts';
import { SIDE_LABELS } from '../sideLabels.ts';
import { historyGroups, setExpansion, useEditorStore } from '../state/editorStore.ts';
import { heldShape } from '../state/heldShape.ts';
import { useReach } from '../state/reach.ts';
import styles from './HandleSlider.module.css';
import { keyStep } from './handleSteps.ts';
import { useStageResultStore } from './result/stageResultStore.ts';

interface HandleSliderProps {
  side: Side;
  size: Size;
  ref: Ref<HTMLDivElement>;
}

/** The handle of a side for keyboard and screen reader; the canvas draws what is seen, the stage places it. */
export function HandleSlider({ side, size, ref }: HandleSliderProps) {
  const expansion = useEditorStore((state) => state.expansion);
  const { axis } = SIDE_GEOMETRY[side];
  const reach = useReach(size);
  const isLinked = useEditorStore(({ linked }) => linked[axis]);
  /** A result lies over the frame. */
  const isCovered = useStageResultStore(({ shownId }) => shownId !== null);
  const px = padsOf(size, expansion)[side];

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    const { key, shiftKey, altKey } = event;
    const shape = heldShape(useEditorStore.getState(), size);
    const next = keyStep(
      { key, shiftKey, mirrors: altKey || isLinked },
      { side, expansion, size: reach, shape },
    );
    if (!next) return;
    event.preventDefault();
    historyGroups.join(`handle ${side}`, () => setExpansion(next), event.repeat);
  };

  return (
    <div
      ref={ref}
      className={`${styles.slider} ${styles[axis]}`}
      data-side={side}
      role="slider"
      tabIndex={0}
      hidden={isCovered}
      aria-label={`${SIDE_LABELS[side]} side`}
      aria-orientation={axis === 'x' ? 'horizontal' : 'vertical'}
      aria-valuemin={leastPx(side, expansion, reach)}
      aria-valuemax={budgetPx(side, expansion, reach)}
      aria-valuenow={px}
      aria-valuetext={`${px} pixels, ${expansion[side].toFixed(2)} of the ${axis === 'x' ? 'width' : 'height'}`}
      onKeyDown={onKeyDown}
    />
  );
}
