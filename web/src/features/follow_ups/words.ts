import type { FollowUp, FollowUpKind } from '@/shared/api/types';

export const kindWords: Record<FollowUpKind, string> = {
  write: 'Write',
  call: 'Call',
  send_card: 'Send my card',
  send_biography: 'Send my biography',
  send_referral_pad: 'Send my referral pad',
  connect_online: 'Connect online',
  meet: 'Meet',
  thank: 'Thank',
  introduce: 'Introduce',
};

export const originWords: Record<FollowUp['origin'], string> = {
  first_meeting: 'You met for the first time',
  encounter: 'From an encounter',
  answer_awaited: 'You wait for an answer',
  let_go: 'Let go for a while',
  own: '',
};
