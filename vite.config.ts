import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds `renderer/` into `renderer/dist`: plain files with relative addresses, nothing inline, so that a strict CSP holds. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'chrome130',
    // No `data:` fonts or images: the CSP allows `'self'` only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
});
