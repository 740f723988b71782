import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/shared/api/client';
import { newKey } from '@/shared/api/new_key';
import { offlineProblem, problemFrom } from '@/shared/api/problem';
import type { Import, ImportOutcome } from '@/shared/api/types';

const working = new Set<Import['state']>(['receiving', 'reading', 'applying', 'undoing']);
export const isWorking = (one: Import): boolean => working.has(one.state);

const askAgainAfter = 400;

export const importsQuery = queryOptions({
  queryKey: ['import', 'list'],
  queryFn: async ({ signal }) => (await ask(api.GET('/imports', { signal }))).items,
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? askAgainAfter : false),
  });

export const importRowsQuery = (id: string, outcome: ImportOutcome) =>
  infiniteQueryOptions({
    queryKey: ['import', 'rows', id, outcome],
    queryFn: ({ signal, pageParam }) =>
      ask(
        api.GET('/imports/{id}/rows', {
          params: { path: { id }, query: { outcome, limit: 50, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });

/** Sends a file as it is. XMLHttpRequest, because fetch does not tell how much has been sent. */
export function sendFile(id: string, file: File, onSent: (bytes: number) => void): Promise<void> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/imports/${id}/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Idempotency-Key', newKey());
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onerror = () => fail(offlineProblem());
    request.onload = () => {
      if (request.status < 300) return done();
      fail(problemFrom(request.status, parsed(request.responseText)));
    };
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Opens an import, sends the files and asks for the reading. */
export async function startImport(files: File[], onProgress: (part: number) => void): Promise<Import> {
  const opened = await ask(api.POST('/imports'));
  const total = files.reduce((sum, { size }) => sum + size, 0) || 1;
  let before = 0;
  for (const file of files) {
    await sendFile(opened.id, file, (sent) => onProgress((before + sent) / total));
    before += file.size;
  }
  return ask(api.POST('/imports/{id}/reading', { params: { path: { id: opened.id } } }));
}
