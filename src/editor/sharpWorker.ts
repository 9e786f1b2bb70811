import type { SharpAnswer, SharpOrder } from './sharpMessage.ts';

let whole: Promise<ImageBitmap> | null = null;

self.addEventListener('message', ({ data }: MessageEvent<SharpOrder>) => {
  if ('file' in data) whole = createImageBitmap(data.file, { imageOrientation: 'from-image' });
  else void answer(data);
});

async function answer({ rect, scale }: Exclude<SharpOrder, { file: Blob }>): Promise<void> {
  if (!whole) return;
  const bitmap = await createImageBitmap(await whole, rect.x, rect.y, rect.width, rect.height, {
    resizeWidth: Math.max(1, Math.round(rect.width * scale)),
    resizeHeight: Math.max(1, Math.round(rect.height * scale)),
    resizeQuality: 'high',
  });
  self.postMessage({ bitmap, rect } satisfies SharpAnswer, { transfer: [bitmap] });
}
