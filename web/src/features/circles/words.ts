import type { Rhythm } from '@/shared/api/types';

export const rhythmWords: Record<Rhythm, string> = {
  monthly: 'Monthly',
  quarterly: 'Each quarter',
  twice_a_year: 'Twice a year',
  when_there_is_something: 'When there is something',
};

export const rhythmOptions = Object.entries(rhythmWords) as [Rhythm, string][];

export const words = {
  lead: 'Groups of people who belong together for you. A rhythm set here holds for everyone in it.',
  add: 'Add a circle',
  change: 'Change the circle',
  emptyTitle: 'No circles yet',
  empty: 'A circle is a name for some of your people: “Trained together”, “Diabetes clinics”, “Mentors”.',
  rhythm: 'How often',
  rhythmHint: 'A rhythm on a person’s own page counts more.',
  deleted: (name: string) => `The circle ${name} is gone; its people stay.`,
};
