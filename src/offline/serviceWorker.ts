import { type BuiltShell, createOfflineShell } from './offlineShell.ts';

/** What the worker's own scope has, beside what every page has. */
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}

interface LifeEvent {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** Written in by the build. */
declare const __BUILT_SHELL__: BuiltShell;

const scope = self as unknown as WorkerScope;
const shell = createOfflineShell(__BUILT_SHELL__, { caches, fetch: (request) => fetch(request) });

scope.addEventListener('install', (event) => event.waitUntil(shell.install()));
scope.addEventListener('activate', (event) => event.waitUntil(shell.activate()));
scope.addEventListener('fetch', (event) => {
  const answer = shell.answer(event.request, location.origin);
  if (answer) event.respondWith(answer);
});
