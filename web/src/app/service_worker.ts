export {};

/** Keeps the app's shell, so that it opens without a network. The API is never kept here: it is somebody's own. */
declare const self: ServiceWorkerGlobalScope;

const { version, files } = JSON.parse('__CONFRERE_SHELL__') as { version: string; files: string[] };
const cacheName = `shell-${version}`;
const page = '/index.html';

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([...files, '/theme.js', '/icon.svg']);
  const answer = await fetch('/', { cache: 'no-cache' });
  if (answer.ok) await cache.put(page, answer);
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith('shell-') && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// Online, the newest page; offline, the kept one.
async function openPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(page);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') return event.respondWith(openPage(request));
  event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});
