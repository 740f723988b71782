import { useQuery } from '@tanstack/react-query';
import { findKept } from '@/shared/offline/people';
import { useDebounced } from '@/shared/ui/use_debounced';
import { useOnline } from '@/shared/ui/use_media';
import { searchQuery } from './contacts_api';

export interface FoundPerson {
  id: string;
  name: string;
  headline: string;
  photo?: string | null;
}

const none: FoundPerson[] = [];

/** People by what is typed, best match first; offline, among those this browser knows. */
export function usePeopleSearch(typed: string, limit: number): FoundPerson[] {
  const query = useDebounced(typed.trim());
  const online = useOnline();
  const asked = query !== '';
  const server = useQuery({ ...searchQuery(query, limit), enabled: asked && online });
  const kept = useQuery({
    queryKey: ['contact', 'kept', query, limit],
    queryFn: () => findKept(query, limit),
    enabled: asked && (!online || server.isError),
  });
  if (!asked || typed.trim() === '') return none;
  return (online && !server.isError ? server.data : kept.data) ?? none;
}
