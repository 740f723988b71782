import { useCallback } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import type { LintFinding } from '@/shared/api/types';
import { SaveWithdrawn, usePatientGuard } from '@/shared/ui/patient_guard';
import { askAbout, type Lint } from './question';

/** Whoever wants to send does not wait longer than this for an answer, in milliseconds. */
const patience = 1500;

const problemOf = ({ reason, start, end }: LintFinding): ApiProblem =>
  new ApiProblem({
    type: 'about:blank',
    title: reason,
    detail: reason,
    status: 422,
    code: 'patient_identifier',
    field: '$.text',
    position: { start, end },
  });

async function firstStop(text: string, lint: Lint): Promise<LintFinding | undefined> {
  const found = await askAbout(text, lint, AbortSignal.timeout(patience));
  return found?.find(({ severity }) => severity === 'stop');
}

/**
 * For texts that leave the app: false when one could be about a patient, and its writer went back to change it. Without
 * an answer nothing is held up.
 */
export function useSendGuard(): (texts: readonly (readonly [string, Lint])[]) => Promise<boolean> {
  const guard = usePatientGuard();
  return useCallback(
    async (texts) => {
      try {
        for (const [text, lint] of texts) {
          const stop = await firstStop(text, lint);
          if (!stop) continue;
          const confirm = ({ no_patient_confirmed }: { no_patient_confirmed?: true }): Promise<void> =>
            no_patient_confirmed ? Promise.resolve() : Promise.reject(problemOf(stop));
          await guard({ text }, confirm, 'send');
        }
        return true;
      } catch (error) {
        if (error instanceof SaveWithdrawn) return false;
        throw error;
      }
    },
    [guard],
  );
}
