import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useMe } from '@/features/accounts/accounts_api';
import { invalidate } from '@/shared/live/invalidate';
import { givenName } from '@/shared/text/words';
import { Button } from '@/shared/ui/button';
import { usePageTitle } from '@/shared/ui/page';
import { Progress } from '@/shared/ui/progress';
import styles from './welcome.module.css';
import { AskAndOffer } from './welcome_ask_offer';
import { FirstPeople } from './welcome_people';

const steps = ['people', 'ask', 'offer'] as const;
type Step = (typeof steps)[number];

/** Onboarding by doing: three people, one ask, one offer; each step can be skipped. */
export function WelcomeRoute() {
  usePageTitle('Welcome');
  const client = useQueryClient();
  const navigate = useNavigate();
  const { account } = useMe();
  const [params] = useSearchParams();
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      steps.findIndex((each) => each === params.get('step')),
    ),
  );
  const step: Step | undefined = steps[at];

  function next(): void {
    if (at + 1 < steps.length) return setAt(at + 1);
    invalidate(client, ['contact', 'today', 'my_card']);
    void navigate('/today', { replace: true });
  }

  return (
    <div className={styles.page}>
      <Progress label="How far you are" value={(at + 1) / (steps.length + 1)} />
      {step === 'people' && <FirstPeople greeting={`Hello ${givenName(account.name)}`} next={next} />}
      {step === 'ask' && <AskAndOffer key="ask" kind="ask" next={next} />}
      {step === 'offer' && <AskAndOffer key="offer" kind="offer" next={next} />}
      <Button look="quiet" onClick={next}>
        Skip this
      </Button>
    </div>
  );
}
