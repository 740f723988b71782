import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/shared/api/client';

export const triageQuery = queryOptions({
  queryKey: ['triage'],
  queryFn: ({ signal }) => ask(api.GET('/triage', { params: { query: { limit: 25 } }, signal })),
});
