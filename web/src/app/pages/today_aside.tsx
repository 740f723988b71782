import { useQuery } from '@tanstack/react-query';
import HandHelping from 'lucide-react/icons/hand-helping';
import Layers from 'lucide-react/icons/layers';
import Target from 'lucide-react/icons/target';
import { Link } from 'react-router';
import { goalsQuery } from '@/features/goals/goals_api';
import { triageQuery } from '@/features/triage/triage_api';
import { count } from '@/shared/text/words';
import { ButtonLink } from '@/shared/ui/button';
import { useMissingLine } from './missing_line';
import styles from './today_aside.module.css';

const goalsShown = 3;

/** What stands behind the day's list: who still waits to be sorted, what was not asked yet, and the goals it serves. */
export function TodayAside() {
  const triage = useQuery(triageQuery);
  const goals = useQuery(goalsQuery);
  const active = goals.data?.filter(({ state }) => state === 'active') ?? [];
  const remaining = triage.data?.remaining ?? 0;
  const missing = useMissingLine();
  return (
    <>
      {remaining > 0 && (
        <section className={styles.part} aria-label="People to sort">
          <h2>
            <Layers size={18} aria-hidden />
            {count(remaining, 'person', 'people')} to sort
          </h2>
          <p>A minute of sorting tells Today who matters to you.</p>
          <ButtonLink to="/triage">Sort people</ButtonLink>
        </section>
      )}
      {missing && (
        <section className={styles.part} aria-label="One ask, one offer">
          <h2>
            <HandHelping size={18} aria-hidden />
            One ask, one offer
          </h2>
          <p>What you look for and what you can give: with two lines, Today finds who can help whom.</p>
          <ButtonLink to={`/welcome?step=${missing}`}>Write them down</ButtonLink>
        </section>
      )}
      {goals.data && (active.length > 0 || !missing) && (
        <section className={styles.part} aria-label="Goals">
          <h2>
            <Target size={18} aria-hidden />
            Goals
          </h2>
          {active.length > 0 ? (
            <ul>
              {active.slice(0, goalsShown).map(({ id, text }) => (
                <li key={id}>{text}</li>
              ))}
            </ul>
          ) : (
            <p>One line about what you are after makes the list better.</p>
          )}
          <Link to="/goals">{active.length > 0 ? 'All goals' : 'Write one down'}</Link>
        </section>
      )}
    </>
  );
}
