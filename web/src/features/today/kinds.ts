import CalendarDays from 'lucide-react/icons/calendar-days';
import Clock from 'lucide-react/icons/clock';
import Handshake from 'lucide-react/icons/handshake';
import HeartHandshake from 'lucide-react/icons/heart-handshake';
import Heart from 'lucide-react/icons/heart';
import Hourglass from 'lucide-react/icons/hourglass';
import MoonStar from 'lucide-react/icons/moon-star';
import RotateCw from 'lucide-react/icons/rotate-cw';
import Sunset from 'lucide-react/icons/sunset';
import Users from 'lucide-react/icons/users';
import WalletCards from 'lucide-react/icons/wallet-cards';
import type { TodayKind } from '@/shared/api/types';
import type { Icon } from '@/shared/ui/button';
import type { Tone } from '@/shared/ui/tag';

/** How each kind of item is tagged: a word, always with an icon. */
export const kinds: Record<TodayKind, { word: string; icon: Icon; tone: Tone }> = {
  promise: { word: 'Promise', icon: Handshake, tone: 'attention' },
  thank: { word: 'Thank', icon: Heart, tone: 'accent' },
  follow_up: { word: 'Follow up', icon: Clock, tone: 'notice' },
  answer_awaited: { word: 'Answer awaited', icon: Hourglass, tone: 'notice' },
  ask: { word: 'You can help', icon: HeartHandshake, tone: 'accent' },
  acquaint: { word: 'Introduce', icon: Users, tone: 'accent' },
  rhythm: { word: 'Keep in touch', icon: RotateCw, tone: 'plain' },
  fading: { word: 'Becoming quiet', icon: Sunset, tone: 'plain' },
  never_followed_up: { word: 'Never followed up', icon: WalletCards, tone: 'plain' },
  dormant: { word: 'Long silence', icon: MoonStar, tone: 'plain' },
  planned: { word: 'Coming up', icon: CalendarDays, tone: 'notice' },
};
