import { useQuery } from '@tanstack/react-query';
import { peopleCountQuery } from '@/features/contacts/contacts_api';
import { TodayPage } from '@/features/today/today_page';
import { triageQuery } from '@/features/triage/triage_api';
import { TodayAside } from './today_aside';

export function TodayRoute() {
  const people = useQuery(peopleCountQuery);
  const triage = useQuery(triageQuery);
  const nobodyYet = people.data === 0;
  const unsorted = triage.data?.sorted === 0 ? triage.data.remaining : 0;
  return <TodayPage nobodyYet={nobodyYet} unsorted={unsorted} aside={nobodyYet ? null : <TodayAside />} />;
}
