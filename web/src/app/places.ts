import BookUser from 'lucide-react/icons/book-user';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import IdCard from 'lucide-react/icons/id-card';
import Import from 'lucide-react/icons/import';
import ListChecks from 'lucide-react/icons/list-checks';
import Settings from 'lucide-react/icons/settings';
import Shuffle from 'lucide-react/icons/layers';
import Sun from 'lucide-react/icons/sun';
import Target from 'lucide-react/icons/target';
import type { Icon } from '@/shared/ui/button';

export interface Place {
  to: string;
  label: string;
  icon: Icon;
  /** Pressed after `g`. */
  letter: string;
}

export const mainPlaces: Place[] = [
  { to: '/today', label: 'Today', icon: Sun, letter: 't' },
  { to: '/people', label: 'People', icon: BookUser, letter: 'p' },
  { to: '/follow_ups', label: 'Follow-ups', icon: ListChecks, letter: 'f' },
];

export const otherPlaces: Place[] = [
  { to: '/circles', label: 'Circles', icon: CircleDashed, letter: 'c' },
  { to: '/goals', label: 'Goals', icon: Target, letter: 'g' },
  { to: '/triage', label: 'Sort people', icon: Shuffle, letter: 's' },
  { to: '/imports', label: 'Import', icon: Import, letter: 'i' },
  { to: '/my_card', label: 'My card', icon: IdCard, letter: 'm' },
  { to: '/settings', label: 'Settings', icon: Settings, letter: ',' },
];
