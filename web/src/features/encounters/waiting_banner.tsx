import { useQueryClient } from '@tanstack/react-query';
import CloudUpload from 'lucide-react/icons/cloud-upload';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { useCallback, useEffect, useState } from 'react';
import { invalidate } from '@/shared/live/invalidate';
import type { WaitingEncounter } from '@/shared/offline/database';
import { list } from '@/shared/text/words';
import { Banner } from '@/shared/ui/banner';
import { Button } from '@/shared/ui/button';
import { say } from '@/shared/ui/toast';
import { useOnline } from '@/shared/ui/use_media';
import { useCapture } from './capture';
import { sender } from './encounters_api';
import { onOutboxChange, sendAll, waitingOf } from './outbox';
import { words } from './words';

/** Says what waits to be sent, and sends it when the network is back. */
export function WaitingBanner() {
  const { memberId, open } = useCapture();
  const waiting = useWaiting(memberId);
  const online = useOnline();
  const refused = waiting.filter(({ refusal }) => refusal !== null);
  const pending = waiting.length - refused.length;
  const send = useSending(memberId, pending > 0);
  return (
    <>
      {pending > 0 && (
        <Banner icon={CloudUpload} action={online && <Button onClick={() => void send()}>{words.sendNow}</Button>}>
          {words.waiting(pending)}
        </Banner>
      )}
      {refused.map((one) => (
        <Banner
          key={one.key}
          icon={TriangleAlert}
          tone="attention"
          action={<Button onClick={() => open({ waiting: one })}>{words.look}</Button>}
        >
          {words.refused(list(one.people))} {one.refusal?.text}
        </Banner>
      ))}
    </>
  );
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
