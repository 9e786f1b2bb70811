import { beforeEach, expect, it, vi } from 'vitest';
import { NO_EXPANSION } from '../../domain/expansion.ts';
import { presentScene, type Scene, type StageContent, type StageNodes } from './scene.ts';
import { createStagePainter } from './stagePainter.ts';

/** A node of the canvas as far as the painter knows one, on a layer that counts how often it is drawn. */
function fakeNode() {
  const listeners: (() => void)[] = [];
  const layer = {
    on: (_: string, listener: () => void) => listeners.push(listener),
    imageSmoothingEnabled: () => true,
    drawScene: vi.fn(() => {
      for (const listener of listeners) listener();
    }),
  };
  const at = { x: 0, y: 0, width: 0, height: 0 };
  const node = {
    layer,
    getLayer: () => layer,
    sceneFunc: vi.fn(),
    x: () => at.x,
    y: () => at.y,
    width: () => at.width,
    height: () => at.height,
    position: (to: object) => Object.assign(at, to) && node,
    size: (to: object) => Object.assign(at, to) && node,
  };
  return node;
}

const content: StageContent = {
  stage: { width: 800, height: 400 },
  size: { width: 200, height: 100 },
  expansion: NO_EXPANSION,
  drag: null,
  hovered: [],
  safeZoneOf: null,
  takesSteps: false,
  paints: { ground: 'grey' } as Scene['paints'],
};
const viewport = { zoom: 1, offset: { x: 100, y: 150 } };
const dragTo = (right: number): NonNullable<StageContent['drag']> => ({
  handle: ['right'],
  expansion: { ...NO_EXPANSION, right },
  atLimit: false,
  guide: null,
  limits: [],
  oneRequest: [],
  guideSides: [],
});

function setUp() {
  const nodes = { ground: fakeNode(), image: fakeNode(), area: fakeNode(), marks: fakeNode() };
  const parts = {
    layers: { show: vi.fn(), hide: vi.fn(), dispose: vi.fn() },
    still: { freeze: vi.fn(), thaw: vi.fn() },
    draft: { follow: vi.fn(), arrange: vi.fn() },
    detailTile: { follow: vi.fn() },
    guideChip: { show: vi.fn() },
    zoomLabel: { show: vi.fn() },
    sliderPlaces: { set: vi.fn() },
  };
  const painter = createStagePainter({ nodes: nodes as unknown as StageNodes, ...parts });
  const show = (drag: StageContent['drag'], at = viewport) =>
    painter.show(presentScene({ ...content, drag }, at));
  const drawn = () => [nodes.image, nodes.marks].map(({ layer }) => layer.drawScene.mock.calls.length);
  return { ...parts, show, drawn };
}

beforeEach(() => {
  vi.stubGlobal('devicePixelRatio', 1);
});

it('an ordinary move draws nothing on the canvas', () => {
  const { show, drawn, layers, sliderPlaces } = setUp();
  show(null);
  expect(drawn()).toEqual([1, 1]);
  show(dragTo(0.1));
  expect(drawn()).toEqual([1, 2]);
  sliderPlaces.set.mockClear();
  for (const right of [0.2, 0.3, 0.4]) show(dragTo(right));
  expect(drawn()).toEqual([1, 2]);
  expect(layers.show).toHaveBeenCalledTimes(4);
  expect(sliderPlaces.set).not.toHaveBeenCalled();
});

it('a drag that zooms out draws all that the view moves', () => {
  const { show, drawn } = setUp();
  show(dragTo(0.1));
  show(dragTo(0.2), { ...viewport, zoom: 0.9 });
  expect(drawn()).toEqual([2, 2]);
});

it('the canvas draws the frame again when the drag is over', () => {
  const { show, drawn, layers } = setUp();
  show(dragTo(0.1));
  show(dragTo(0.2));
  show(null);
  expect(drawn()).toEqual([1, 2]);
  expect(layers.hide).toHaveBeenCalledOnce();
});

it('a picture stands for the canvas from the second move on, until something is drawn', () => {
  const { show, still } = setUp();
  show(dragTo(0.1));
  expect(still.freeze).not.toHaveBeenCalled();
  show(dragTo(0.2));
  expect(still.freeze).toHaveBeenCalledExactlyOnceWith('grey');
  still.thaw.mockClear();
  show(null);
  expect(still.thaw).toHaveBeenCalled();
});

it('a draft is followed in every move, and laid out for the whole stage once', () => {
  const { show, draft } = setUp();
  show(dragTo(0.1));
  show(dragTo(0.2));
  expect(draft.follow).toHaveBeenCalledTimes(2);
  expect(draft.arrange).toHaveBeenCalledExactlyOnceWith(viewport, {
    area: { x: 0, y: 0, width: 800, height: 400 },
    source: { x: 100, y: 150, width: 200, height: 100 },
  });
});

it('a move that leaves the frame where it is asks nothing of what belongs to it, and freezes the canvas all the same', () => {
  const { show, layers, draft, guideChip, still } = setUp();
  const drag = dragTo(0.1);
  show(drag);
  show({ ...drag, expansion: { ...drag.expansion } });
  expect([layers.show, draft.follow, guideChip.show].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1]);
  expect(still.freeze).toHaveBeenCalledOnce();
});

it.each<[string, Partial<NonNullable<StageContent['drag']>>]>([
  ['meets the limit', { atLimit: true }],
  ['has other limits', { limits: [] }],
  ['has another way to where one request ends', { oneRequest: [] }],
  ['stands at a guide', { guide: { kind: 'equal', axis: 'x', figure: '' } }],
])('a frame that stays and %s is shown anew', (_, change) => {
  const { show, layers } = setUp();
  const drag = dragTo(0.1);
  show(drag);
  show({ ...drag, ...change });
  expect(layers.show).toHaveBeenCalledTimes(2);
});
