import { useQueryClient } from '@tanstack/react-query';
import Send from 'lucide-react/icons/send';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { newKey } from '@/shared/api/new_key';
import { explain, isProblem } from '@/shared/api/problem';
import { invalidate } from '@/shared/live/invalidate';
import type { WaitingEncounter } from '@/shared/offline/database';
import { useDraft } from '@/shared/offline/drafts';
import { Banner } from '@/shared/ui/banner';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { SaveWithdrawn, usePatientGuard } from '@/shared/ui/patient_guard';
import { say, sayProblem } from '@/shared/ui/toast';
import { useOnline } from '@/shared/ui/use_media';
import { useCapture, type CaptureStart } from './capture';
import { emptyDraft, fromWaiting, isBlank, refToPerson, toWaiting, withMade, type CaptureDraft } from './capture_draft';
import { CaptureFields } from './capture_fields';
import { deleteEncounter, sender, undo } from './encounters_api';
import { forgetWaiting, keepWaiting, sendNow } from './outbox';
import { words } from './words';

interface SheetProps {
  start: CaptureStart;
  onClose: () => void;
}

function draftOf(start: CaptureStart): CaptureDraft {
  if (start.waiting) return fromWaiting(start.waiting);
  return { ...emptyDraft, people: (start.people ?? []).map(refToPerson), state: start.planned ? 'planned' : 'held' };
}

/** Ten seconds to log an encounter. What is typed is kept until it is sent or thrown away, also without a network. */
export function CaptureSheet({ start, onClose }: SheetProps) {
  const { memberId } = useCapture();
  const online = useOnline();
  const [initial] = useState(() => draftOf(start));
  const place = start.waiting?.key ?? initial.people.map(({ id }) => id).join();
  const draft = useDraft<CaptureDraft>(`capture:${memberId}:${place}`, initial);
  const newest = useRef(draft.value); // it may be typed on while it is sent
  useEffect(() => {
    newest.current = draft.value;
  }, [draft.value]);
  const keepMade: KeepMade = (sent, refused) => draft.set(withMade(newest.current, sent, refused));
  const { submit, busy, error } = useSubmit(start, keepMade, (left) => {
    draft.clear();
    if (!left) onClose();
  });
  function throwAway(): void {
    draft.clear();
    onClose();
    const { waiting } = start;
    if (waiting) void forgetWaiting(waiting.key).then(() => say(words.thrownAway, () => void keepWaiting(waiting)));
  }
  const planned = draft.value.state === 'planned';

  return (
    <Dialog
      open
      sticky
      onClose={onClose}
      size="wide"
      title={planned ? words.planTitle : words.logTitle}
      footer={
        <>
          {!isBlank(draft.value) && (
            <Button look="quiet" onClick={throwAway}>
              {words.discard}
            </Button>
          )}
          <Button
            look="filled"
            icon={online ? undefined : Send}
            busy={busy}
            disabled={draft.value.people.length === 0}
            onClick={() => void submit(draft.value)}
          >
            {online ? (planned ? words.plan : words.log) : words.keep}
          </Button>
        </>
      }
    >
      {error !== null && (
        <Banner icon={Send} tone="danger">
          {explain(error)}
        </Banner>
      )}
      {draft.ready && <CaptureFields draft={draft.value} onChange={draft.set} />}
    </Dialog>
  );
}

/** Whoever is a contact by now stays one. */
type KeepMade = (sent: WaitingEncounter, refused: WaitingEncounter) => void;

/** `done`, also when the sheet was left meanwhile: it is sent, waits, or is kept with the reason why it was refused. */
function useSubmit(start: CaptureStart, keepMade: KeepMade, done: (left: boolean) => void) {
  const client = useQueryClient();
  const guard = usePatientGuard();
  const { memberId } = useCapture();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const left = useLeft();

  async function takeBack(id: string): Promise<void> {
    try {
      const { undo: way } = await deleteEncounter(id);
      invalidate(client, ['encounter']);
      say(words.takenBack, () => void undo(way.id).then(() => invalidate(client, ['encounter'])));
    } catch (problem) {
      sayProblem(problem);
    }
  }

  async function submit(draft: CaptureDraft): Promise<void> {
    setBusy(true);
    setError(null);
    let latest = toWaiting(draft, memberId, newKey(), new Date());
    let refused: WaitingEncounter | null = null;
    try {
      const outcome = await guard(latest.body, async (confirmed) => {
        const waiting = { ...latest, key: newKey(), body: { ...latest.body, ...confirmed } };
        const result = await sendNow(waiting, sender);
        if (result.kind !== 'refused') return result;
        refused = result.waiting;
        if (refused.newPeople.length < latest.newPeople.length) keepMade(latest, refused);
        latest = { ...refused, refusal: null };
        throw result.problem;
      });
      if (start.waiting) await forgetWaiting(start.waiting.key);
      done(left.current);
      if (outcome.kind === 'waiting') return say(words.waits);
      invalidate(client, ['encounter', 'contact']);
      const { id, state } = outcome.encounter;
      say(state === 'planned' ? words.planned : words.logged, () => void takeBack(id));
    } catch (problem) {
      if (left.current && refused) {
        await keepWaiting(refused);
        if (start.waiting) await forgetWaiting(start.waiting.key);
        return done(true);
      }
      if (!(problem instanceof SaveWithdrawn)) setError(problem);
      if (!isProblem(problem) && !(problem instanceof SaveWithdrawn)) throw problem;
    } finally {
      setBusy(false);
    }
  }
  return { submit, busy, error };
}

/** True once the component has gone. */
function useLeft(): RefObject<boolean> {
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => void (left.current = true);
  }, []);
  return left;
}
