import type { Plugin } from 'vite';

export function serviceWorkerAssets(): Plugin;
