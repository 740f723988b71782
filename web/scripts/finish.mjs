// After the build: the manifest leaves dist/, which the server embeds whole, and every compressible file gets file.br
// and file.gz beside it, for the server to send as they are.
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url).pathname;

cpSync(join(dist, '.vite/manifest.json'), new URL('../node_modules/.cache/manifest.json', import.meta.url).pathname);
rmSync(join(dist, '.vite'), { recursive: true });

const compressible = /\.(html|js|css|svg|json|webmanifest|txt)$/;

for (const entry of readdirSync(dist, { recursive: true })) {
  const path = join(dist, entry);
  if (!compressible.test(path) || !statSync(path).isFile()) continue;
  const bytes = readFileSync(path);
  const smaller = (packed, suffix) => packed.length < bytes.length && writeFileSync(path + suffix, packed);
  smaller(gzipSync(bytes, { level: 9 }), '.gz');
  smaller(
    brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
    '.br',
  );
}
