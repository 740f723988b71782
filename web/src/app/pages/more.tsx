import ChevronRight from 'lucide-react/icons/chevron-right';
import { Link } from 'react-router';
import { useMe } from '@/features/accounts/accounts_api';
import { NetworkSwitcher } from '@/features/accounts/network_switcher';
import { Card, Page } from '@/shared/ui/page';
import { otherPlaces } from '../places';
import styles from './more.module.css';

export function MoreRoute() {
  const me = useMe();
  return (
    <Page title="More">
      <Card>
        <p>{me.account.name}</p>
        <NetworkSwitcher />
      </Card>
      <ul className={styles.list}>
        {otherPlaces.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <Link to={to} className={styles.link}>
              <Icon size={20} aria-hidden />
              <span>{label}</span>
              <ChevronRight size={18} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
