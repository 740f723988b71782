import type { Import, ImportOutcome } from '@/shared/api/types';

export const outcomeWords: Record<ImportOutcome, string> = {
  created: 'New',
  updated: 'Updates',
  unchanged: 'Unchanged',
  duplicate: 'Same person twice',
  rejected: 'Cannot be read',
  aside: 'Kept aside',
};

export const stateWords: Record<Import['state'], string> = {
  receiving: 'Waiting for its files',
  reading: 'Being read',
  ready: 'Ready to look at',
  applying: 'Being saved',
  applied: 'Saved',
  undoing: 'Being taken back',
  undone: 'Taken back',
  failed: 'Did not work',
};

export const words = {
  title: 'Import',
  lead: 'Bring the people you know: contacts from your phone (vCard) or Connections.csv from LinkedIn. You see everything before anything is saved.',
  drop: 'Drop files here, or choose them',
  choose: 'Choose files',
  sending: 'Sending the files',
  past: 'Earlier imports',
  aside: (n: number) =>
    `${n === 1 ? 'One card was' : `${n} cards were`} kept aside, because something in ${n === 1 ? 'it looks' : 'them looks'} like a patient identifier.`,
  confirm: 'There is no patient in these cards: take them too',
  sort: 'Sort the people who matter',
  sortText: 'A minute now gives Today something to stand on.',
};
