import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import sharp from 'sharp';
import { build, type InlineConfig, preview } from 'vite';

const PEERS = fileURLToPath(new URL('./peers/', import.meta.url));

/** Builds the peers' pages as an app would ship them and serves them, with a photo of 24 megapixels beside. */
export async function servePeers(): Promise<{ url: string; photo: string; close: () => Promise<void> }> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'outframe-peers-'));
  const input = ['bar.html', 'cropperjs.html', 'reactImageCrop.html'].map((page) => path.join(PEERS, page));
  const config: InlineConfig = { root: PEERS, configFile: false, logLevel: 'error', plugins: [react()] };
  await build({ ...config, build: { outDir, emptyOutDir: false, rollupOptions: { input } } });
  const photo = path.join(outDir, 'photo.jpg');
  const sample = fileURLToPath(new URL('../../public/samples/meadow.jpg', import.meta.url));
  await sharp(sample)
    .resize(6000, 4000, { fit: 'fill', kernel: 'lanczos3' })
    .jpeg({ quality: 88 })
    .toFile(photo);
  const server = await preview({ ...config, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  const [url] = server.resolvedUrls?.local ?? [];
  if (!url) throw new Error('The peers are served nowhere.');
  return {
    url,
    photo,
    close: async () => {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
