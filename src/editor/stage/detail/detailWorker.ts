import type { DetailAnswer, DetailRequest } from './detailMessage.ts';

let whole: Promise<ImageBitmap> | null = null;

self.addEventListener('message', ({ data }: MessageEvent<DetailRequest>) => {
  if ('file' in data) whole = createImageBitmap(data.file, { imageOrientation: 'from-image' });
  else void answer(data);
});

async function answer({ rect, scale }: Exclude<DetailRequest, { file: Blob }>): Promise<void> {
  if (!whole) return;
  const bitmap = await createImageBitmap(await whole, rect.x, rect.y, rect.width, rect.height, {
    resizeWidth: Math.max(1, Math.round(rect.width * scale)),
    resizeHeight: Math.max(1, Math.round(rect.height * scale)),
    resizeQuality: 'high',
  });
  self.postMessage({ bitmap, rect } satisfies DetailAnswer, { transfer: [bitmap] });
}
