import BookUser from 'lucide-react/icons/book-user';
import { Outlet, useMatch } from 'react-router';
import { PeoplePane } from '@/features/contacts/people_pane';
import { usePageTitle } from '@/shared/ui/page';
import { Empty } from '@/shared/ui/states';
import { useLaptop } from '@/shared/ui/use_media';
import styles from './people.module.css';

/** Laptops: the list beside the person. Phones: one after the other. */
export function PeopleRoute() {
  const laptop = useLaptop();
  const shown = useMatch('/people/:id')?.params.id;
  usePageTitle('People');
  if (!laptop) {
    return shown ? (
      <Outlet />
    ) : (
      <div className={styles.list}>
        <PeoplePane selected={undefined} />
      </div>
    );
  }
  return (
    <div className={styles.panes}>
      <div className={styles.list}>
        <PeoplePane selected={shown} />
      </div>
      <div className={styles.person}>
        {shown ? (
          <Outlet />
        ) : (
          <Empty icon={BookUser} title="Choose a person">
            Their page opens here. Ctrl K finds anybody from anywhere.
          </Empty>
        )}
      </div>
    </div>
  );
}
