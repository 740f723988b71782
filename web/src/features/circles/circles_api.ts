import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/shared/api/client';

export const circlesQuery = queryOptions({
  queryKey: ['circle'],
  queryFn: async ({ signal }) => (await ask(api.GET('/circles', { signal }))).items,
});
