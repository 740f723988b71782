import { createHash } from 'node:crypto';

const placeholder = '__CONFRERE_SHELL__';
const shellFiles = /^assets\/.*\.(js|css|woff2)$/;

/** Writes into the service worker which built files make up the app shell, and a version of them. */
export function serviceWorkerAssets() {
  return {
    name: 'confrere-service-worker-assets',
    apply: 'build',
    generateBundle(_options, bundle) {
      const worker = bundle['service_worker.js'];
      if (!worker) throw new Error('The service worker was not built');
      const files = Object.keys(bundle).filter((name) => shellFiles.test(name));
      const version = createHash('sha256').update(files.sort().join()).digest('hex').slice(0, 12);
      worker.code = worker.code.replace(
        new RegExp(`(["'\`])${placeholder}\\1`),
        JSON.stringify(JSON.stringify({ version, files: files.map((file) => `/${file}`) })),
      );
      if (worker.code.includes(placeholder)) throw new Error('The service worker did not take its list of files');
    },
  };
}
