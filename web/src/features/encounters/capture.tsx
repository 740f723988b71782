import { createContext, lazy, Suspense, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { ContactRef } from '@/shared/api/types';
import type { WaitingEncounter } from '@/shared/offline/database';

export interface CaptureStart {
  people?: ContactRef[];
  planned?: boolean;
  /** One that was refused, to be looked at again. */
  waiting?: WaitingEncounter;
}

interface Capture {
  open: (start?: CaptureStart) => void;
  memberId: string;
}

const CaptureContext = createContext<Capture>({ open: () => undefined, memberId: '' });

/** Opens the capture sheet from anywhere. */
export const useCapture = (): Capture => useContext(CaptureContext);

const CaptureSheet = lazy(async () => ({ default: (await import('./capture_sheet')).CaptureSheet }));

export function CaptureProvider({ memberId, children }: { memberId: string; children: ReactNode }) {
  const [start, setStart] = useState<CaptureStart | null>(() =>
    new URLSearchParams(location.search).has('capture') ? {} : null,
  );
  const open = useCallback((next: CaptureStart = {}) => setStart(next), []);
  return (
    <CaptureContext value={useMemo(() => ({ open, memberId }), [open, memberId])}>
      {children}
      <Suspense fallback={null}>{start && <CaptureSheet start={start} onClose={() => setStart(null)} />}</Suspense>
    </CaptureContext>
  );
}
