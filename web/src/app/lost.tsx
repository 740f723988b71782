import Compass from 'lucide-react/icons/compass';
import { ButtonLink } from '@/shared/ui/button';
import { usePageTitle } from '@/shared/ui/page';
import { Empty } from '@/shared/ui/states';

/** For an address that leads nowhere. */
export function Lost() {
  usePageTitle('Nothing here');
  return (
    <Empty
      heading="h1"
      icon={Compass}
      title="There is nothing here"
      action={<ButtonLink to="/today">Go to Today</ButtonLink>}
    >
      The address may be mistyped, or what was here is gone.
    </Empty>
  );
}
