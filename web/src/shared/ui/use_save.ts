import { useMutation } from '@tanstack/react-query';
import { sayProblem } from './toast';
import { SaveWithdrawn, usePatientGuard } from './patient_guard';

type Confirmation = { no_patient_confirmed?: true };

interface SaveOptions<Body, Result> {
  save: (body: Body, confirmed: Confirmation) => Promise<Result>;
  onSaved?: (result: Result, body: Body) => void;
  /** Instead of saying the problem in passing; not called when the writer went back. */
  onProblem?: (error: unknown, body: Body) => void;
}

/** A write of text: guarded against patient identifiers, its problems said kindly. */
export function useSave<Body, Result>({ save, onSaved, onProblem }: SaveOptions<Body, Result>) {
  const guard = usePatientGuard();
  return useMutation<Result, unknown, Body>({
    mutationFn: (body) => guard(body, (confirmed) => save(body, confirmed)),
    onSuccess: onSaved,
    onError: (error, body) => {
      if (error instanceof SaveWithdrawn) return;
      (onProblem ?? sayProblem)(error, body);
    },
  });
}
