import { useMutation, useQueryClient } from '@tanstack/react-query';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import { api, ask } from '@/shared/api/client';
import { Menu } from '@/shared/ui/menu';
import { sayProblem } from '@/shared/ui/toast';
import { becomeMember, useMe } from './accounts_api';
import styles from './network_switcher.module.css';

/** Which network one acts in; a choice only for who is in several. */
export function NetworkSwitcher() {
  const client = useQueryClient();
  const { network, networks } = useMe();
  const change = useMutation({
    mutationFn: (id: string) => ask(api.PATCH('/session', { body: { network_id: id } })),
    onSuccess: (me) => becomeMember(client, me),
    onError: sayProblem,
  });
  if (networks.length < 2) return <strong className={styles.network}>{network.name}</strong>;
  return (
    <Menu
      trigger={
        <button type="button" className={styles.switch}>
          <span>{network.name}</span>
          <ChevronsUpDown size={16} aria-hidden />
          <span className="unseen">Change network</span>
        </button>
      }
      entries={networks.map(({ id, name }) => ({
        label: name,
        onSelect: () => id !== network.id && change.mutate(id),
      }))}
    />
  );
}
