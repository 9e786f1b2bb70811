import { lazyWithReload } from '../api/lazyWithReload.ts';
import type * as Openings from './openings.ts';

/**
 * What opens and closes an image has the whole state of the editor behind it. It comes beside the first paint, and is
 * there before anybody can have chosen a file.
 */
const openings: Promise<typeof Openings> = lazyWithReload(() => import('./openings.ts'));

export const openAnew: typeof Openings.openAnew = async (...how) => (await openings).openAnew(...how);

export const openFiles: typeof Openings.openFiles = async (...what) => (await openings).openFiles(...what);

export const openUrls: typeof Openings.openUrls = async (urls) => (await openings).openUrls(urls);

export const openResult: typeof Openings.openResult = async (...which) =>
  (await openings).openResult(...which);

export const openResultById: typeof Openings.openResultById = async (id) =>
  (await openings).openResultById(id);

export const reuseTask: typeof Openings.reuseTask = async (task) => (await openings).reuseTask(task);

export const reopenWork: typeof Openings.reopenWork = async (fetchSource) =>
  (await openings).reopenWork(fetchSource);

export function askAgain(...which: Parameters<typeof Openings.askAgain>): void {
  void openings.then(({ askAgain }) => askAgain(...which));
}

export function beginAnew(...source: Parameters<typeof Openings.beginAnew>): void {
  void openings.then(({ beginAnew }) => beginAnew(...source));
}

export function closeOpen(): void {
  void openings.then(({ closeOpen }) => closeOpen());
}
