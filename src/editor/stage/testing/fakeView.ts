import { vi } from 'vitest';
import { type Rect, rectToScreen, type Viewport } from '../../../domain/viewport.ts';
import type { StageView } from '../stageView.ts';

/**
 * A view for tests of what moves it: a source of 200 × 100 lies unenlarged at 100, 50 of a stage of 400 × 200. It does
 * what it is told with its viewport, and remembers all calls.
 */
export function fakeView(frame: Rect = { x: 0, y: 0, width: 200, height: 100 }) {
  let viewport: Viewport = { zoom: 1, offset: { x: 100, y: 50 } };
  return {
    get viewport(): Viewport {
      return viewport;
    },
    stage: { width: 400, height: 200 },
    shownFrame: () => rectToScreen(viewport, frame),
    onViewport: vi.fn<StageView['onViewport']>(() => () => undefined),
    setViewport: vi.fn<StageView['setViewport']>((next) => {
      viewport = next;
    }),
    panBy: vi.fn<StageView['panBy']>(),
    zoomBy: vi.fn<StageView['zoomBy']>(),
    makeRoom: vi.fn<StageView['makeRoom']>((next) => {
      viewport = next;
    }),
    fit: vi.fn<StageView['fit']>(),
    showActualSize: vi.fn<StageView['showActualSize']>(),
    stopAnimation: vi.fn<StageView['stopAnimation']>(),
    resize: vi.fn<StageView['resize']>(),
    showSource: vi.fn<StageView['showSource']>(),
    showExpansion: vi.fn<StageView['showExpansion']>(),
    showSteps: vi.fn<StageView['showSteps']>(),
    showSafeZone: vi.fn<StageView['showSafeZone']>(),
    showHover: vi.fn<StageView['showHover']>(),
    showDrag: vi.fn<StageView['showDrag']>(),
    endDrag: vi.fn<StageView['endDrag']>(),
    recolour: vi.fn<StageView['recolour']>(),
    dispose: vi.fn<StageView['dispose']>(),
  } satisfies StageView;
}
