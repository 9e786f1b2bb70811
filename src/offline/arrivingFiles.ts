import { SHARED_CACHE } from './offlineShell.ts';

/** What an installed app is opened with (File Handling API). */
interface LaunchQueue {
  setConsumer(take: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Hands on the images that the system opens with the installed app, and those that another app has shared with it. */
export function followArrivingFiles(open: (files: readonly File[]) => void): void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files }) => {
    if (files[0]) void Promise.all(files.map((file) => file.getFile())).then(open);
  });
  void takeShared().then((files) => files[0] && open(files));
}

async function takeShared(): Promise<File[]> {
  if (!new URLSearchParams(location.search).has('shared') || !('caches' in window)) return [];
  // A reload opens what is open, not what was shared once more.
  history.replaceState(history.state, '', location.pathname + location.hash);
  const cache = await caches.open(SHARED_CACHE);
  const answers = await cache.matchAll();
  await caches.delete(SHARED_CACHE);
  return Promise.all(answers.map(fileOf));
}

async function fileOf(answer: Response): Promise<File> {
  const name = decodeURIComponent(answer.headers.get('x-name') ?? '');
  return new File([await answer.blob()], name, { type: answer.headers.get('content-type') ?? '' });
}
