import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const relayUrl = `http://127.0.0.1:${process.env.PORT ?? 8787}`;

export default defineConfig({
  plugins: [react()],
  build: { outDir: 'dist', target: 'es2022', sourcemap: true, manifest: true },
  // The Host stays the page's own: the relay refuses changes from pages elsewhere.
  server: { proxy: { '/api': { target: relayUrl, changeOrigin: false } } },
});
