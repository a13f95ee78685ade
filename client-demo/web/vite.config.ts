import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/**
 * The browser build. Nothing is inlined, because the server's content security policy allows only its own files; the
 * base is absolute, because `/game/:id` and the like serve the same page.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
