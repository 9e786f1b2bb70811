import { LEFT_OUT, SHARED_CACHE } from './offlineShell.ts';

/** What an installed app is opened with (File Handling API). */
interface LaunchQueue {
  setConsumer(take: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/**
 * Hands on the images that the system opens with the installed app, and those that another app has shared with it; tells
 * of shared ones that are not here.
 */
export function followArrivingFiles(
  open: (files: readonly File[]) => Promise<void>,
  tell: (sentence: string) => void,
): void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files }) => {
    if (files[0]) void Promise.all(files.map((file) => file.getFile())).then(open);
  });
  void takeShared().then(async ({ files, leftOut }) => {
    if (files[0]) await open(files);
    if (leftOut > 0) {
      const images = leftOut === 1 ? '1 shared image is' : `${leftOut} shared images are`;
      tell(`${images} not here: this device has no room for more. Free some, and share again.`);
    }
  });
}

async function takeShared(): Promise<{ files: File[]; leftOut: number }> {
  const asked = new URLSearchParams(location.search);
  if (!asked.has('shared') || !('caches' in window)) return { files: [], leftOut: 0 };
  // A reload opens what is open, not what was shared once more.
  history.replaceState(history.state, '', location.pathname + location.hash);
  const cache = await caches.open(SHARED_CACHE);
  const answers = await cache.matchAll();
  await caches.delete(SHARED_CACHE);
  return { files: await Promise.all(answers.map(fileOf)), leftOut: Number(asked.get(LEFT_OUT) ?? 0) };
}

async function fileOf(answer: Response): Promise<File> {
  const name = decodeURIComponent(answer.headers.get('x-name') ?? '');
  return new File([await answer.blob()], name, { type: answer.headers.get('content-type') ?? '' });
}
