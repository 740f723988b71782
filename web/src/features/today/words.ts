import type { Today, TodayItem } from '@/shared/api/types';
import { givenName, numberWord } from '@/shared/text/words';

const nameOf = (item: TodayItem): string => givenName(item.contact.name);

function minutesInWords(minutes: number): string {
  if (minutes <= 1) return 'a minute';
  return `${numberWord(minutes).toLowerCase()} minutes`;
}

/** "Five people, about ten minutes": how many are open and how long they take. */
export function titleOf(today: Today): string {
  const open = today.items.filter(({ state }) => state === 'open').length;
  if (open === 0) return today.items.length > 0 ? 'That is all for today' : 'Nobody is waiting for you';
  const people = open === 1 ? 'person' : 'people';
  const left = open < today.items.length ? ' left' : '';
  const time = today.minutes ? `, about ${minutesInWords(today.minutes)}` : '';
  return `${numberWord(open)} ${people}${left}${time}`;
}

export const words = {
  praiseTitle: 'Well done',
  praise: 'Everyone on your list has heard from you or has been given time. Enjoy the rest of the day.',
  emptyTitle: 'Your people are looked after',
  empty: 'Your promises are kept, and nobody has been quiet for too long. That is how it should feel.',
  unsortedTitle: 'Who matters to you?',
  unsorted: (n: number) =>
    n === 1
      ? 'Say how close the person in your address book is, and this list has something to stand on.'
      : `Confrere does not know yet who of your ${n.toLocaleString('en-GB')} people matters to you. Sort a dozen, about a minute, and this list has something to stand on.`,
  sort: 'Sort people',
  nobodyYetTitle: 'Today begins with a few people',
  nobodyYet: 'Tell Confrere about three people you know, or drop in your address book, and this list fills itself.',
  begin: 'Begin',
  extra: 'If you have a moment, one person more:',
  more: (n: number) => `Show ${n === 1 ? 'one more' : `${n} more`}`,
  fewer: 'Only today’s five',
  why: 'Why now?',
  done: 'Done',
  notThis: 'Not this',
  snooze: 'Later',
  youCouldGive: 'What you could give',
  subject: 'Subject',
  draft: 'Your words',
  copied: 'Copied. Paste it where you write.',
  copy: 'Copy',
  noAddress: 'There is no address on the card yet. Copy the text, or add an address.',
  addAddress: 'Add an address',
  takeBack: 'Take back',
  yesWrote: 'Yes, I wrote',
  yesTalked: 'Yes, we talked',
  notYet: 'Not yet',
  didYouWrite: (item: TodayItem) => `Did you write to ${nameOf(item)}?`,
  didYouTalk: (item: TodayItem) => `Did you talk with ${nameOf(item)}?`,
  writeHint: 'One tap remembers it, and Confrere waits for the answer with you.',
  talkHint: 'One tap remembers it.',
  wasDone: (item: TodayItem) => `Done: ${item.contact.name}.`,
  wasSnoozed: (item: TodayItem) => `${nameOf(item)} comes back later.`,
  wasDismissed: (item: TodayItem) => `Understood. Less of this for ${nameOf(item)}.`,
  wasWritten: (item: TodayItem) => `Remembered. ${nameOf(item)} has your message now.`,
  wasTalked: (item: TodayItem) => `Remembered: you talked with ${nameOf(item)}.`,
  state: { open: '', done: 'Done', snoozed: 'Later', dismissed: 'Not this', written: 'Written' },
  action: {
    write: (item: TodayItem) => `Write to ${nameOf(item)}`,
    call: (item: TodayItem) => `Call ${nameOf(item)}`,
    meet: (item: TodayItem) => `Meet ${nameOf(item)}`,
    thank: (item: TodayItem) => `Thank ${nameOf(item)}`,
    introduce: (item: TodayItem) =>
      item.other ? `Introduce ${nameOf(item)} and ${givenName(item.other.name)}` : `Introduce ${nameOf(item)}`,
    log: (item: TodayItem) => `Log how it went with ${nameOf(item)}`,
  },
  open: { mailto: 'Open in mail', sms: 'Open in messages', tel: 'Call now', web: 'Open the page' },
};
