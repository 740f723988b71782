import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask, askVersioned } from '@/shared/api/client';
import { keepPeople } from '@/shared/offline/people';

export interface PeopleFilter {
  circle?: string | undefined;
  archived: boolean;
}

/** Rows asked for at once in the long list. */
export const pageSize = 100;

export const peoplePageQuery = (filter: PeopleFilter, page: number) =>
  queryOptions({
    queryKey: ['contact', 'list', filter, page],
    queryFn: async ({ signal }) => {
      const query = { ...filter, offset: page * pageSize, limit: pageSize };
      const found = await ask(api.GET('/contacts', { params: { query }, signal }));
      void keepPeople(found.items).catch(() => undefined);
      return found;
    },
    // Scrolling through a hundred thousand rows must not keep them all.
    gcTime: 60_000,
  });

export const searchQuery = (query: string, limit: number, filter: PeopleFilter = { archived: false }) =>
  queryOptions({
    queryKey: ['contact', 'search', query, limit, filter],
    queryFn: async ({ signal }) => {
      const found = await ask(api.GET('/contacts', { params: { query: { query, limit, ...filter } }, signal }));
      void keepPeople(found.items).catch(() => undefined);
      return found.items;
    },
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contact', 'one', id],
    queryFn: ({ signal }) => askVersioned(api.GET('/contacts/{id}', { params: { path: { id } }, signal })),
  });

export const acquaintancesQuery = (id: string) =>
  queryOptions({
    queryKey: ['acquaintance', id],
    queryFn: async ({ signal }) =>
      (await ask(api.GET('/contacts/{id}/acquaintances', { params: { path: { id } }, signal }))).items,
  });

export const tieHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['tie', 'history', id],
    queryFn: ({ signal }) => ask(api.GET('/contacts/{id}/tie/history', { params: { path: { id } }, signal })),
  });

export const specialtiesQuery = (query: string) =>
  queryOptions({
    queryKey: ['specialty', query],
    queryFn: async ({ signal }) =>
      (await ask(api.GET('/specialties', { params: { query: { query, limit: 8 } }, signal }))).items,
    enabled: query.trim().length > 0,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });

export const organisationsQuery = (query: string) =>
  queryOptions({
    queryKey: ['organisation', query],
    queryFn: async ({ signal }) =>
      (await ask(api.GET('/organisations', { params: { query: { query, limit: 8 } }, signal }))).items,
    enabled: query.trim().length > 0,
    placeholderData: keepPreviousData,
  });

export const myCardQuery = queryOptions({
  queryKey: ['my_card'],
  queryFn: ({ signal }) => askVersioned(api.GET('/my_card', { signal })),
});

/** How many contacts there are; asked with the smallest page. */
export const peopleCountQuery = queryOptions({
  queryKey: ['contact', 'count'],
  queryFn: async ({ signal }) =>
    (await ask(api.GET('/contacts', { params: { query: { offset: 0, limit: 1 } }, signal }))).total ?? 0,
});
