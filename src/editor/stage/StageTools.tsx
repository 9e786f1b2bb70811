import { Magnet, Maximize, Minus, Mouse, Move, Plus, ZoomIn } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { nextSurround, useSurround } from '../../ui/surround.ts';
import { tip } from '../../ui/tip.ts';
import { nextWheel, useWheel, type Wheel } from '../../ui/wheelSetting.ts';
import { setSnapping, useEditorStore } from '../state/editorStore.ts';
import { ZOOM_STEP } from './input/keys.ts';
import styles from './StageTools.module.css';
import type { StageView } from './stageView.ts';

interface StageToolsProps {
  /** Null until the stage stands. */
  view: () => Pick<StageView, 'fit' | 'showActualSize' | 'zoomBy'> | null;
  /** Where the stage writes its zoom. */
  zoomLabel: Ref<HTMLSpanElement>;
}

/** Zoom and snapping, at the corner of the stage. */
export function StageTools({ view, zoomLabel }: StageToolsProps) {
  const isSnapping = useEditorStore((state) => state.isSnapping);
  return (
    <div className={styles.tools} role="toolbar" aria-label="View">
      <button
        type="button"
        className={styles.tool}
        aria-pressed={isSnapping}
        aria-keyshortcuts="s"
        {...tip('Snapping. Hold Ctrl or ⌘ to drag without it.', 'S')}
        onClick={() => setSnapping(!isSnapping)}
      >
        <Magnet aria-hidden />
        <span className="visually-hidden">Snapping</span>
      </button>
      <SurroundTool />
      <WheelTool />
      <span className={styles.divider} />
      <Tool label="Zoom out" keys="-" onClick={() => view()?.zoomBy(1 / ZOOM_STEP)}>
        <Minus aria-hidden />
      </Tool>
      <button
        type="button"
        className={`${styles.tool} ${styles.figure} tabular`}
        aria-keyshortcuts="1"
        data-tip="Actual size"
        data-keys="1"
        onClick={() => view()?.showActualSize()}
      >
        <span className="visually-hidden">Actual size, now at </span>
        <span ref={zoomLabel} />
      </button>
      <Tool label="Zoom in" keys="+" onClick={() => view()?.zoomBy(ZOOM_STEP)}>
        <Plus aria-hidden />
      </Tool>
      <Tool label="Fit the frame" keys="0" onClick={() => view()?.fit()}>
        <Maximize aria-hidden />
      </Tool>
    </div>
  );
}

function SurroundTool() {
  const surround = useSurround((state) => state.surround);
  const label = `Surround: ${surround}`;
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={label}
      {...tip(`${label}. Neutral greys to judge colours on.`)}
      onClick={nextSurround}
    >
      <i className={styles.surround} aria-hidden />
    </button>
  );
}

const WHEEL_TOOLS: Readonly<Record<Wheel, { label: string; title: string; icon: ReactNode }>> = {
  auto: {
    label: 'Wheel: zooms, and pans on a touchpad',
    title: 'Wheel: zooms; two fingers on a touchpad pan. Click to have it zoom always.',
    icon: <Mouse aria-hidden />,
  },
  zoom: {
    label: 'Wheel: zooms',
    title: 'Wheel: zooms, on a touchpad too; Shift pans. Click to have it pan.',
    icon: <ZoomIn aria-hidden />,
  },
  pan: {
    label: 'Wheel: pans',
    title: 'Wheel: pans; with Ctrl it zooms. Click to go by the device.',
    icon: <Move aria-hidden />,
  },
};

/** Goes round the three. */
function WheelTool() {
  const { label, title, icon } = WHEEL_TOOLS[useWheel((state) => state.wheel)];
  return (
    <button
      type="button"
      className={styles.tool}
      data-wheel
      aria-label={label}
      {...tip(title)}
      onClick={nextWheel}
    >
      {icon}
    </button>
  );
}

interface ToolProps {
  label: string;
  keys: string;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, keys, onClick, children }: ToolProps) {
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={label}
      aria-keyshortcuts={keys}
      data-tip={label}
      data-keys={keys === '-' ? '−' : keys}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
