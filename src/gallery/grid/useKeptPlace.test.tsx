// @vitest-environment happy-dom
import { act, useRef } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { mount } from '../../ui/testing/mount.tsx';
import { type GridLayout, layOutGrid } from './gridLayout.ts';
import { tilesOf } from './tiles.ts';
import { useKeptPlace } from './useKeptPlace.ts';
import { useScrollerWidth } from './useScrollerWidth.ts';

const WIDTH = 350;
const HEIGHT = 300;
const MEASURES = { width: WIDTH, rowHeight: 100, gap: 0, headHeight: 0, maxHeight: 1_000_000 };
const IDS = Array.from({ length: 40 }, (_, at) => `task${at}`);

/** One tile to a row, each 100 px high. */
function layoutOf(ids: readonly string[]): GridLayout {
  const tasks = ids.map((id) => ({
    ...{
      id,
      revision: 1,
      status: 'failed' as const,
      n: 1,
      variants: null,
      createdAt: '2026-01-31T10:00:00.000Z',
    },
    ...{ sourceId: 'source', width: WIDTH, height: 100, results: [] },
  }));
  return layOutGrid(tilesOf(tasks), 'plain', MEASURES);
}

const WHOLE = layoutOf(IDS);
const WITHOUT_FIRST = layoutOf(IDS.slice(1));

function List({ layout }: { layout: GridLayout }) {
  const ref = useRef<HTMLDivElement>(null);
  useKeptPlace(ref, { list: '?view=grid', layout, isWhole: true });
  return <div ref={ref} data-list />;
}

let page: ReturnType<typeof mount>;
beforeEach(() => {
  sessionStorage.clear();
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT);
});
afterEach(() => {
  page.unmount();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const list = () => page.container.querySelector<HTMLElement>('[data-list]') ?? expect.fail('no list');
function scrollTo(top: number): void {
  act(() => {
    list().scrollTop = top;
    list().dispatchEvent(new Event('scroll'));
  });
}

it('what is in sight stays when something above it goes, also over a page loaded anew', () => {
  page = mount(<List layout={WHOLE} />);
  scrollTo(1000);
  page.rerender(<List layout={WITHOUT_FIRST} />);
  expect(list().scrollTop).toBe(900);
  act(() => void window.dispatchEvent(new Event('pagehide')));
  page.unmount();
  page = mount(<List layout={layoutOf([])} />);
  page.rerender(<List layout={WITHOUT_FIRST} />);
  expect(list().scrollTop).toBe(900);
});

it('a list that is empty for a moment comes back where it was', () => {
  page = mount(<List layout={WHOLE} />);
  scrollTo(1000);
  page.rerender(<List layout={layoutOf([])} />);
  // As browsers do with what has become shorter.
  scrollTo(0);
  page.rerender(<List layout={WHOLE} />);
  expect(list().scrollTop).toBe(1000);
});

it('scrolling looks at no row: only what changes the list asks where it was held', () => {
  let looks = 0;
  const rows = WHOLE.rows.map((row) => ({
    ...row,
    get top() {
      looks += 1;
      return row.top;
    },
  }));
  page = mount(<List layout={{ ...WHOLE, rows }} />);
  for (let top = 100; top <= 1000; top += 100) scrollTo(top);
  expect(looks).toBe(0);
  page.rerender(<List layout={WITHOUT_FIRST} />);
  expect(list().scrollTop).toBe(900);
});

it('at its very beginning a list shows what arrives', () => {
  page = mount(<List layout={WITHOUT_FIRST} />);
  scrollTo(500);
  scrollTo(0);
  page.rerender(<List layout={WHOLE} />);
  expect(list().scrollTop).toBe(0);
});

it('a list that is hidden for a moment keeps its width, so that its rows stay', () => {
  let measure = () => {};
  class Observer {
    constructor(callback: () => void) {
      measure = callback;
    }
    observe() {}
    disconnect() {}
  }
  vi.stubGlobal('ResizeObserver', Observer);
  const width = vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(WIDTH);
  function Measured() {
    const ref = useRef<HTMLDivElement>(null);
    return (
      <div ref={ref} data-list>
        {useScrollerWidth(ref)}
      </div>
    );
  }
  page = mount(<Measured />);
  width.mockReturnValue(0);
  act(measure);
  expect(list().textContent).toBe(String(WIDTH));
  width.mockReturnValue(200);
  act(measure);
  expect(list().textContent).toBe('200');
});
