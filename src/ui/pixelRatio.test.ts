// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { followPixelRatio } from './pixelRatio.ts';

afterEach(() => vi.unstubAllGlobals());

/** Media queries as browsers answer them: each tells once that its own ratio is no longer the one. */
function fakeScreen() {
  const queries = new Map<string, EventTarget>();
  vi.stubGlobal('matchMedia', (text: string) => {
    const query = new EventTarget();
    queries.set(text, query);
    return query;
  });
  return (from: number, to: number) => {
    vi.stubGlobal('devicePixelRatio', to);
    queries.get(`(resolution: ${from}dppx)`)?.dispatchEvent(new Event('change'));
  };
}

it('tells a ratio that comes with another size of the page once, and a mere size never', () => {
  fakeScreen();
  vi.stubGlobal('devicePixelRatio', 1);
  const changed = vi.fn();
  const end = followPixelRatio(changed);
  window.dispatchEvent(new Event('resize'));
  expect(changed).not.toHaveBeenCalled();
  vi.stubGlobal('devicePixelRatio', 1.25);
  window.dispatchEvent(new Event('resize'));
  window.dispatchEvent(new Event('resize'));
  expect(changed).toHaveBeenCalledOnce();
  end();
});

it('tells every change of the pixel ratio, one after the other, until it is ended', () => {
  const change = fakeScreen();
  vi.stubGlobal('devicePixelRatio', 1);
  const changed = vi.fn();
  const end = followPixelRatio(changed);
  change(1, 2);
  change(2, 1.5);
  expect(changed).toHaveBeenCalledTimes(2);
  end();
  change(1.5, 1);
  expect(changed).toHaveBeenCalledTimes(2);
});
