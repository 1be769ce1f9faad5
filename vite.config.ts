import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { asText, packageFolder, thirdParty } from './main/setup/third-party.ts';

/** Builds `renderer/` into `renderer/dist`: plain files with relative addresses, nothing inline, so that a strict CSP holds. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), notices()],
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

/** Ships the licences of everything that is bundled; what is bundled is asked of the bundler. */
function notices(): Plugin {
  return {
    name: 'third-party',
    apply: 'build',
    generateBundle() {
      const bundled = [...new Set([...this.getModuleIds()].flatMap((id) => packageFolder(id) ?? []))];
      const all = thirdParty(bundled);
      this.emitFile({ type: 'asset', fileName: 'third-party.json', source: JSON.stringify(all) });
      this.emitFile({ type: 'asset', fileName: 'third-party.txt', source: asText(all) });
    },
  };
}
