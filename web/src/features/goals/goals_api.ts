import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/shared/api/client';

export const goalsQuery = queryOptions({
  queryKey: ['goal'],
  queryFn: async ({ signal }) => (await ask(api.GET('/goals', { signal }))).items,
});
