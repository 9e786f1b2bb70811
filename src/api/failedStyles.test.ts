// @vitest-environment happy-dom
import type { DetachedWindowAPI } from 'happy-dom';
import { beforeEach, expect, test, vi } from 'vitest';
import { useConnection } from './connection.ts';
import { loadFailedStyles } from './failedStyles.ts';

declare global {
  interface Window {
    happyDOM?: DetachedWindowAPI;
  }
}

beforeEach(async () => {
  answerSheets(true);
  // What an earlier test left.
  await loadFailedStyles();
  document.head.replaceChildren();
  // The page's own console tells of every sheet that failed.
  vi.spyOn(console, 'error').mockReturnValue();
});

/** Whether style sheets come that are put into the page from now on. */
function answerSheets(isAnswered: boolean): void {
  if (window.happyDOM) window.happyDOM.settings.handleDisabledFileLoadingAsSuccess = isAnswered;
}

/** As the bundler asks for what a part of the app needs. */
function ask(rel: string, href: string): HTMLLinkElement {
  const link = document.createElement('link');
  link.rel = rel;
  link.href = href;
  document.head.append(link);
  return link;
}

const asked = () => [...document.head.querySelectorAll('link')];

test('a sheet that failed is asked for again in its place, once', async () => {
  answerSheets(false);
  const first = ask('stylesheet', '/assets/grid.css');
  const other = ask('modulepreload', '/assets/grid.js');
  answerSheets(true);
  await loadFailedStyles();
  const [second, next] = asked();
  expect(second).not.toBe(first);
  expect(second?.href).toBe(first.href);
  expect(next).toBe(other);

  await loadFailedStyles();
  expect(asked()).toEqual([second, other]);
});

test('a sheet that fails again is asked for when the relay is back', async () => {
  answerSheets(false);
  ask('stylesheet', '/assets/grid.css');
  await loadFailedStyles();
  const [second] = asked();
  answerSheets(true);
  useConnection.setState({ connection: 'offline' });
  expect(asked()).toEqual([second]);
  useConnection.setState({ connection: 'live' });
  expect(asked()).toHaveLength(1);
  expect(asked()[0]).not.toBe(second);
});

test('what came, and what is no style sheet, stays as it is', async () => {
  const sheet = ask('stylesheet', '/assets/app.css');
  const script = ask('modulepreload', '/assets/grid.js');
  script.dispatchEvent(new Event('error'));
  await loadFailedStyles();
  expect(asked()).toEqual([sheet, script]);
});
