import { useQueryClient } from '@tanstack/react-query';
import CloudUpload from 'lucide-react/icons/cloud-upload';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { useCallback, useEffect, useRef, useState } from 'react';
import { invalidate } from '@/shared/live/invalidate';
import type { WaitingEncounter } from '@/shared/offline/database';
import { list } from '@/shared/text/words';
import { Banner } from '@/shared/ui/banner';
import { Button } from '@/shared/ui/button';
import { usePatientGuard } from '@/shared/ui/patient_guard';
import { say } from '@/shared/ui/toast';
import { useOnline } from '@/shared/ui/use_media';
import { useCapture, type CaptureStart } from './capture';
import { sender } from './encounters_api';
import { onOutboxChange, sendAgain, sendAll, waitingOf } from './outbox';
import { words } from './words';

/** Says what waits to be sent, and sends it when the network is back. */
export function WaitingBanner() {
  const { memberId, open } = useCapture();
  const waiting = useWaiting(memberId);
  const online = useOnline();
  const refused = waiting.filter(({ refusal }) => refusal !== null);
  const pending = waiting.length - refused.length;
  const send = useSending(memberId, pending > 0);
  const look = useSecondLook(open);
  return (
    <>
      {pending > 0 && (
        <Banner icon={CloudUpload} action={online && <Button onClick={() => void send()}>{words.sendNow}</Button>}>
          {words.waiting(pending)}
        </Banner>
      )}
      {refused.map((one) => (
        <Banner
          key={one.createdAt} // each attempt has a key of its own, and the button under a finger stays
          icon={TriangleAlert}
          tone="attention"
          action={<Button onClick={() => void look(one)}>{words.look}</Button>}
        >
          {words.refused(list(one.people))} {one.refusal?.text}
        </Banner>
      ))}
    </>
  );
}

/** Asks about what was refused as a sheet would have asked: it is sent as confirmed, or opened to be changed. */
function useSecondLook(open: (start: CaptureStart) => void): (refused: WaitingEncounter) => Promise<void> {
  const client = useQueryClient();
  const guard = usePatientGuard();
  const looking = useRef(false);
  return async (refused) => {
    if (refused.refusal?.code !== 'patient_identifier') return open({ waiting: refused });
    if (looking.current) return; // a second tap would ask twice
    looking.current = true;
    let latest = refused;
    try {
      const outcome = await guard(refused.body, async (confirmed) => {
        const result = await sendAgain(latest, confirmed, sender);
        if (result.kind !== 'refused') return result;
        latest = result.waiting;
        throw result.problem;
      });
      if (outcome.kind === 'waiting') return;
      invalidate(client, ['encounter', 'contact']);
      say(words.sent(1));
    } catch {
      open({ waiting: latest });
    } finally {
      looking.current = false;
    }
  };
}

function useWaiting(memberId: string): WaitingEncounter[] {
  const [waiting, setWaiting] = useState<WaitingEncounter[]>([]);
  useEffect(() => {
    let current = true;
    const read = (): void => {
      waitingOf(memberId).then(
        (found) => current && setWaiting(found),
        () => undefined,
      );
    };
    read();
    const stop = onOutboxChange(read);
    return () => {
      current = false;
      stop();
    };
  }, [memberId]);
  return waiting;
}

// A server that cannot be reached, though there is a network, comes back without telling.
const retryTime = 15_000;

function useSending(memberId: string, pending: boolean): () => Promise<void> {
  const client = useQueryClient();
  const online = useOnline();
  const send = useCallback(async () => {
    const sent = await sendAll(memberId, sender).catch(() => 0);
    if (sent === 0) return;
    invalidate(client, ['encounter', 'contact']);
    say(words.sent(sent));
  }, [client, memberId]);

  useEffect(() => {
    if (!online) return;
    void send();
    const returned = (): void => {
      if (document.visibilityState === 'visible') void send();
    };
    document.addEventListener('visibilitychange', returned);
    return () => document.removeEventListener('visibilitychange', returned);
  }, [online, send]);

  useEffect(() => {
    if (!online || !pending) return;
    const timer = setInterval(() => void send(), retryTime);
    return () => clearInterval(timer);
  }, [online, pending, send]);
  return send;
}
