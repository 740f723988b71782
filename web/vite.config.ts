import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { serviceWorkerAssets } from './scripts/service_worker_assets.mjs';

const api = process.env['CONFRERE_API'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), serviceWorkerAssets()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': api } },
  build: {
    // Inlined data: URLs and the preload helper's inline styles would be refused by the CSP.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      input: { app: 'index.html', service_worker: 'src/app/service_worker.ts' },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'service_worker' ? 'service_worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'] },
});
