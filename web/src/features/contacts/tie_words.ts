import type { Closeness, Rhythm, Sector, Sharing, Tie } from '@/shared/api/types';

type Choice<T> = { value: T; label: string };

export const closenessChoices: Choice<Closeness | null>[] = [
  { value: 'trusted', label: 'Trusted' },
  { value: 'friendly', label: 'Friendly' },
  { value: 'acquainted', label: 'Acquainted' },
  { value: null, label: 'Not said' },
];

export const rhythmChoices: Choice<Rhythm | null>[] = [
  { value: 'monthly', label: 'Monthly' },
  { value: 'quarterly', label: 'Each quarter' },
  { value: 'twice_a_year', label: 'Twice a year' },
  { value: 'when_there_is_something', label: 'When there is something' },
  { value: null, label: 'Not said' },
];

export const sharingChoices: Choice<Sharing>[] = [
  { value: 'nobody', label: 'Keep it to myself' },
  { value: 'asked', label: 'Ask me first' },
  { value: 'visible', label: 'Others may see it' },
];

export const tieWords: Record<Tie['word'], string> = {
  knows_well: 'You know each other well',
  knows: 'You know each other',
  has_met: 'You have met',
  not_yet: 'No encounter yet',
};

export const sectorWords: Record<Sector, string> = {
  primary: 'Primary care',
  acute: 'Acute care',
  community: 'Community care',
  mental_health: 'Mental health',
  social_care: 'Social care',
  academia: 'Academia',
  industry: 'Industry',
  public_body: 'Public body',
};
