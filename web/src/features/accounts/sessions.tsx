import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import LogOut from 'lucide-react/icons/log-out';
import Monitor from 'lucide-react/icons/monitor';
import { agoInWords, today } from '@/shared/text/dates';
import { Button } from '@/shared/ui/button';
import { Card } from '@/shared/ui/page';
import { Shown } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/tag';
import { sayProblem } from '@/shared/ui/toast';
import { leave, sessionsQuery } from './accounts_api';
import styles from './settings.module.css';

export function Sessions() {
  const sessions = useQuery(sessionsQuery);
  const client = useQueryClient();
  const signOut = useMutation({ mutationFn: (everywhere: boolean) => leave(client, everywhere), onError: sayProblem });
  return (
    <Card className={styles.stack}>
      <Shown query={sessions}>
        {(items) => (
          <ul className={styles.rows}>
            {items.map((session) => (
              <li key={session.id}>
                <Monitor size={18} aria-hidden />
                <p>
                  {session.device || 'A device'}
                  <span className={styles.quiet}> used {agoInWords(session.last_used_at, today())}</span>
                </p>
                {session.current && <Tag tone="accent">This one</Tag>}
              </li>
            ))}
          </ul>
        )}
      </Shown>
      <div className={styles.buttons}>
        <Button icon={LogOut} busy={signOut.isPending} onClick={() => signOut.mutate(false)}>
          Sign out
        </Button>
        <Button look="danger" disabled={signOut.isPending} onClick={() => signOut.mutate(true)}>
          Sign out everywhere
        </Button>
      </div>
    </Card>
  );
}
