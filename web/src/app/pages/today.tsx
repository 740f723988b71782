import { useQuery } from '@tanstack/react-query';
import { peopleCountQuery } from '@/features/contacts/contacts_api';
import { TodayPage } from '@/features/today/today_page';
import { TodayAside } from './today_aside';

export function TodayRoute() {
  const people = useQuery(peopleCountQuery);
  const nobodyYet = people.data === 0;
  return <TodayPage nobodyYet={nobodyYet} aside={nobodyYet ? null : <TodayAside />} />;
}
