import type { BegunBy, Channel, Depth } from '@/shared/api/types';

export const channelWords: Record<Channel, string> = {
  in_person: 'In person',
  call: 'Call',
  video: 'Video',
  message: 'Message',
};

export const depthWords: Record<Depth, string> = { passing: 'In passing', conversation: 'Conversation', deep: 'Deep' };

export const begunByWords: Record<BegunBy, string> = { me: 'I did', them: 'They did', event: 'An event' };

export const words = {
  logTitle: 'Log an encounter',
  planTitle: 'Plan a meeting',
  log: 'Log it',
  plan: 'Plan it',
  keep: 'Keep it to send later',
  discard: 'Throw away',
  thrownAway: 'Thrown away.',
  who: 'Who was it?',
  whoPlanned: 'Whom will you meet?',
  whoPlaceholder: 'A name',
  addNew: (name: string) => `Add “${name}” as somebody new`,
  held: 'It happened',
  planned2: 'It is planned',
  state: 'Has it happened?',
  how: 'How?',
  depth: 'How deep did it go?',
  begun: 'Who began it?',
  awaits: 'I am waiting for an answer',
  when: 'When',
  now: 'Now',
  note: 'A line to remember it by',
  notePlaceholder: 'What you talked about',
  needs: 'What do they need?',
  needsHint: 'One need a line. Confrere looks for who could help.',
  promise: 'What did you promise?',
  promisePlaceholder: 'Send the referral form',
  promiseDue: 'By',
  place: 'Where',
  more: 'When, where, what they need',
  logged: 'Logged.',
  planned: 'Planned. It comes up on Today in time.',
  takenBack: 'Taken back.',
  waits: 'Waiting to send. It goes as soon as you are back online.',
  waiting: (n: number) => (n === 1 ? 'One encounter is waiting to send.' : `${n} encounters are waiting to send.`),
  refused: (people: string) => `The encounter with ${people} needs another look before it can be sent.`,
  look: 'Look at it',
  sendNow: 'Send now',
  sent: (n: number) => (n === 1 ? 'The waiting encounter is sent.' : `${n} waiting encounters are sent.`),
};
