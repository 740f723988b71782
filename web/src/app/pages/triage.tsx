import { TriagePage } from '@/features/triage/triage_page';
import { ButtonLink } from '@/shared/ui/button';
import { useMissingLine } from './missing_line';

export function TriageRoute() {
  const missing = useMissingLine();
  return (
    <TriagePage
      onward={
        <ButtonLink look="filled" to={missing ? `/welcome?step=${missing}` : '/today'}>
          {missing ? 'One thing more' : 'See Today'}
        </ButtonLink>
      }
    />
  );
}
