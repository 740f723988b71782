import { useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/shared/api/client';
import type { Encounter, EncounterFields } from '@/shared/api/types';
import { invalidate } from '@/shared/live/invalidate';
import { useDraft } from '@/shared/offline/drafts';
import { localDate } from '@/shared/text/dates';
import { Button } from '@/shared/ui/button';
import { say } from '@/shared/ui/toast';
import { useSave } from '@/shared/ui/use_save';
import { emptyDraft, refToPerson, type CaptureDraft } from './capture_draft';
import { CaptureFields } from './capture_fields';
import styles from './encounter_entry.module.css';

const pad = (n: number): string => String(n).padStart(2, '0');

function draftOf(encounter: Encounter): CaptureDraft {
  const at = new Date(encounter.happened_at);
  return {
    ...emptyDraft,
    state: encounter.state,
    people: encounter.with.map(refToPerson),
    when: `${localDate(at)}T${pad(at.getHours())}:${pad(at.getMinutes())}`,
    channel: encounter.channel,
    depth: encounter.depth,
    begunBy: encounter.begun_by,
    awaitsAnswer: encounter.awaits_answer,
    place: encounter.place,
    note: encounter.note,
    needs: encounter.needs.join('\n'),
  };
}

function fieldsOf(draft: CaptureDraft): EncounterFields {
  return {
    with: draft.people.flatMap(({ id }) => (id === null ? [] : [id])),
    state: draft.state,
    happened_at: new Date(draft.when).toISOString(),
    channel: draft.channel,
    depth: draft.depth,
    begun_by: draft.begunBy,
    awaits_answer: draft.awaitsAnswer,
    place: draft.place.trim(),
    note: draft.note.trim(),
    needs: draft.needs
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  };
}

/** Changes an encounter; its promises are follow-ups and are changed there. */
export function EncounterEditor({ encounter, done }: { encounter: Encounter; done: () => void }) {
  const client = useQueryClient();
  const { value: draft, ready, set, clear } = useDraft(`encounter:${encounter.id}`, draftOf(encounter));
  function finish(): void {
    clear();
    done();
  }
  const save = useSave<EncounterFields, Encounter>({
    save: (body, confirmed) =>
      ask(
        api.PATCH('/encounters/{id}', {
          params: { path: { id: encounter.id }, header: { 'If-Match': `"${encounter.version}"` } },
          body: { ...body, ...confirmed },
        }),
      ),
    onSaved: () => {
      invalidate(client, ['encounter']);
      say('Saved.');
      finish();
    },
  });
  if (!ready) return null;
  return (
    <form
      className={styles.entry}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(fieldsOf(draft));
      }}
    >
      <CaptureFields draft={draft} onChange={set} existing />
      <div className={styles.waiting}>
        <Button look="soft" type="submit" busy={save.isPending} disabled={draft.people.length === 0 || !draft.when}>
          Save
        </Button>
        <Button look="quiet" onClick={finish}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
