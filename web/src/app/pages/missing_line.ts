import { useQuery } from '@tanstack/react-query';
import { myCardQuery } from '@/features/contacts/contacts_api';

/** Which line of the onboarding my card still lacks, however one came into the app; null while it is not known. */
export function useMissingLine(): 'ask' | 'offer' | null {
  const card = useQuery(myCardQuery).data?.value;
  if (!card) return null;
  if (!card.ask) return 'ask';
  return card.offer ? null : 'offer';
}
