import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api, ask, askVersioned, type Versioned } from '@/shared/api/client';
import type { Contact, ContactFields, TieStatement } from '@/shared/api/types';
import { invalidate } from '@/shared/live/invalidate';
import { say, sayProblem } from '@/shared/ui/toast';

const at = (id: string) => ({ path: { id } });

export const patchContact = (id: string, etag: string, body: ContactFields): Promise<Versioned<Contact>> =>
  askVersioned(
    api.PATCH('/contacts/{id}', { params: { ...at(id), ...(etag && { header: { 'If-Match': etag } }) }, body }),
  );

/** What can be done with a contact beside editing it. */
export function useContactActions(contact: Contact) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { id, name } = contact;
  const refresh = (): void => invalidate(client, ['contact']);

  const undo = async (undoId: string): Promise<void> => {
    try {
      await ask(api.POST('/undos/{id}', { params: at(undoId) }));
      refresh();
      say(`${name} is back.`);
    } catch (error) {
      sayProblem(error);
    }
  };
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE('/contacts/{id}', { params: at(id) })),
    onSuccess: ({ undo: way }) => {
      void navigate('/people', { replace: true });
      refresh();
      say(`${name} is deleted.`, () => void undo(way.id));
    },
    onError: sayProblem,
  });
  const archive = useMutation({
    mutationFn: (archived: boolean) =>
      ask(
        archived
          ? api.PUT('/contacts/{id}/archive', { params: at(id) })
          : api.DELETE('/contacts/{id}/archive', { params: at(id) }),
      ),
    onSuccess: (_, archived) => {
      refresh();
      if (archived) say(`${name} is archived.`, () => archive.mutate(false));
      else say(`${name} is back among your people.`);
    },
    onError: sayProblem,
  });
  const tie = useMutation({
    // The last tap must also be the last to arrive.
    scope: { id: `tie:${id}` },
    mutationFn: (body: TieStatement) => ask(api.PUT('/contacts/{id}/tie', { params: at(id), body })),
    onSuccess: (stated) => {
      client.setQueryData<Versioned<Contact>>(
        ['contact', 'one', id],
        (before) => before && { ...before, value: { ...before.value, tie: stated } },
      );
      invalidate(client, ['tie']);
    },
    onError: sayProblem,
  });
  const photo = useMutation({
    mutationFn: (file: File | null) =>
      file ? putPhoto(id, file) : ask(api.DELETE('/contacts/{id}/photo', { params: at(id) })),
    onSuccess: refresh,
    onError: sayProblem,
  });
  return { remove, archive, tie, photo };
}

const putPhoto = (id: string, file: File) =>
  ask(
    api.PUT('/contacts/{id}/photo', {
      params: at(id),
      // The generated type knows no binary body; it is sent as it is.
      body: file as unknown as never,
      bodySerializer: (body: unknown) => body as File,
      headers: { 'Content-Type': file.type },
    }),
  );
