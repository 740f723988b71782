import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/shared/api/client';
import { say, sayProblem } from '@/shared/ui/toast';
import { words } from './words';

const mostShown = 5;

/** Whom of one's people a contact should know. */
export const suggestionsQuery = (contactId: string) =>
  queryOptions({
    queryKey: ['introduction', 'suggestions', contactId],
    queryFn: async ({ signal }) => {
      const query = { contact_id: contactId, limit: mostShown };
      return (await ask(api.GET('/introductions/suggestions', { params: { query }, signal }))).items;
    },
  });

/** What is said of a suggested pair, each with a way back. */
export function useSuggestionSteps() {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['introduction'] });
  const at = (id: string) => ({ params: { path: { id } } });
  const done = useMutation({
    mutationFn: (id: string) => ask(api.PUT('/introductions/suggestions/{id}/completion', at(id))),
    onSuccess: (_, id) => {
      say(words.introduced, () => takeBack.mutate(id));
      void refresh();
    },
    onError: sayProblem,
  });
  const dismiss = useMutation({
    mutationFn: (id: string) => ask(api.PUT('/introductions/suggestions/{id}/dismissal', at(id))),
    onSuccess: (_, id) => {
      say(words.dismissed, () => takeBack.mutate(id));
      void refresh();
    },
    onError: sayProblem,
  });
  const takeBack = useMutation({
    mutationFn: (id: string) => ask(api.DELETE('/introductions/suggestions/{id}/dismissal', at(id))),
    onSuccess: refresh,
    onError: sayProblem,
  });
  return { done, dismiss };
}
