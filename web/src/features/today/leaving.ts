import { useEffect, useState } from 'react';
import type { Channel, TodayItem } from '@/shared/api/types';

/** Somebody left the app to write or call; on return it asks whether they did. */
export interface Leaving {
  item: TodayItem;
  channel: Channel;
  note: string;
}

const place = 'confrere.leaving';

// A phone may throw the page away while the mail program is in front.
function kept(): Leaving | null {
  try {
    const text = sessionStorage.getItem(place);
    return text ? (JSON.parse(text) as Leaving) : null;
  } catch {
    return null;
  }
}

function keep(leaving: Leaving | null): void {
  try {
    if (leaving) sessionStorage.setItem(place, JSON.stringify(leaving));
    else sessionStorage.removeItem(place);
  } catch {
    // Without storage the question is asked as long as the page lives.
  }
}

export function useLeaving() {
  const [away, setAway] = useState<Leaving | null>(kept);
  const [back, setBack] = useState(() => away !== null);

  useEffect(() => {
    if (!away) return;
    const returned = (): void => {
      if (document.visibilityState === 'visible') setBack(true);
    };
    document.addEventListener('visibilitychange', returned);
    addEventListener('focus', returned);
    return () => {
      document.removeEventListener('visibilitychange', returned);
      removeEventListener('focus', returned);
    };
  }, [away]);

  return {
    question: back ? away : null,
    leave(leaving: Leaving) {
      keep(leaving);
      setBack(false);
      setAway(leaving);
    },
    answered() {
      keep(null);
      setBack(false);
      setAway(null);
    },
  };
}
