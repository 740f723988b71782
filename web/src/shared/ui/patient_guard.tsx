import ShieldAlert from 'lucide-react/icons/shield-alert';
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { isProblem, type ApiProblem } from '@/shared/api/problem';
import { marked, textAt } from '@/shared/text/marked_text';
import { Button } from './button';
import { Dialog } from './dialog';
import styles from './patient_guard.module.css';

/** The writer went back to change the text; nothing was saved and nothing typed is lost. */
export class SaveWithdrawn extends Error {
  override name = 'SaveWithdrawn';
}

type Act = 'save' | 'send';

interface Question {
  act: Act;
  text: string;
  problem: ApiProblem;
  answer: (noPatient: boolean) => void;
}

type Confirmation = { no_patient_confirmed?: true };
type Guard = <T>(body: unknown, save: (confirmed: Confirmation) => Promise<T>, act?: Act) => Promise<T>;

const GuardContext = createContext<Guard>((_body, save) => save({}));

/** Saves; where the server sees a patient identifier in `body`, shows it and saves only if the writer says there is none. */
export const usePatientGuard = (): Guard => useContext(GuardContext);

const asked = { save: 'save anyway', send: 'send anyway' };
const done = { save: 'saved', send: 'sent' };

export function PatientGuard({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const before = useRef<Promise<unknown>>(Promise.resolve());

  // One question after another: one that took the place of another would leave that one's save waiting for ever.
  const ask = useCallback((asked: Omit<Question, 'answer'>): Promise<boolean> => {
    const answered = before.current.then(() =>
      new Promise<boolean>((answer) => setQuestion({ ...asked, answer })).finally(() => setQuestion(null)),
    );
    before.current = answered;
    return answered;
  }, []);

  const guard = useCallback<Guard>(
    async (body, save, act = 'save') => {
      try {
        return await save({});
      } catch (error) {
        if (!isProblem(error, 'patient_identifier')) throw error;
        const noPatient = await ask({ act, text: textAt(body, error.problem.field), problem: error });
        if (!noPatient) throw new SaveWithdrawn();
        return save({ no_patient_confirmed: true });
      }
    },
    [ask],
  );

  const act = question?.act ?? 'save';
  const withdraw = (): void => question?.answer(false);
  return (
    <GuardContext value={useMemo(() => guard, [guard])}>
      {children}
      <Dialog
        open={question !== null}
        onClose={withdraw}
        sticky
        title="Could this be about a patient?"
        footer={
          <>
            <Button look="quiet" onClick={() => question?.answer(true)}>
              There is no patient in this text: {asked[act]}
            </Button>
            <Button look="filled" onClick={withdraw}>
              Go back and change it
            </Button>
          </>
        }
      >
        {question && <Marked text={question.text} problem={question.problem} />}
        <p className={styles.why}>
          <ShieldAlert size={18} aria-hidden />
          Confrere never keeps what could identify a patient. Nothing was {done[act]}, and nothing you typed is lost.
        </p>
      </Dialog>
    </GuardContext>
  );
}

function Marked({ text, problem }: { text: string; problem: ApiProblem }) {
  const { before, match, after } = marked(text, problem.problem.position);
  return (
    <>
      <p>{problem.message}</p>
      {text && (
        <blockquote className={styles.text}>
          {before}
          <mark>{match}</mark>
          {after}
        </blockquote>
      )}
    </>
  );
}
