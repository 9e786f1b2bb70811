import type { KeyboardEvent, Ref } from 'react';
import { budgetPx } from '../domain/expansion.ts';
import { padsOf } from '../domain/frame.ts';
import { SIDE_GEOMETRY, type Side, type Size } from '../domain/side.ts';
import { setExpansion, stepGroups, useEditorStore } from './editorStore.ts';
import styles from './HandleSlider.module.css';
import { keyStep } from './handleSteps.ts';
import { SIDE_LABELS } from './sideLabels.ts';

interface HandleSliderProps {
  side: Side;
  size: Size;
  ref: Ref<HTMLDivElement>;
}

/** The handle of a side for keyboard and screen reader; the canvas draws what is seen, the stage places it. */
export function HandleSlider({ side, size, ref }: HandleSliderProps) {
  const expansion = useEditorStore((state) => state.expansion);
  const { axis } = SIDE_GEOMETRY[side];
  const isLinked = useEditorStore(({ linked }) => linked[axis]);
  const px = padsOf(size, expansion)[side];

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    const { key, shiftKey, altKey } = event;
    const next = keyStep({ key, shiftKey, mirrors: altKey || isLinked }, { side, expansion, size });
    if (!next) return;
    event.preventDefault();
    stepGroups.join(`handle ${side}`, () => setExpansion(next), event.repeat);
  };

  return (
    <div
      ref={ref}
      className={`${styles.slider} ${styles[axis]}`}
      data-side={side}
      role="slider"
      tabIndex={0}
      aria-label={`${SIDE_LABELS[side]} side`}
      aria-orientation={axis === 'x' ? 'horizontal' : 'vertical'}
      aria-valuemin={0}
      aria-valuemax={budgetPx(side, expansion, size)}
      aria-valuenow={px}
      aria-valuetext={`${px} pixels, ${expansion[side].toFixed(2)} of the ${axis === 'x' ? 'width' : 'height'}`}
      onKeyDown={onKeyDown}
    />
  );
}
