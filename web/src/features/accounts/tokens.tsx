import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Copy from 'lucide-react/icons/copy';
import KeyRound from 'lucide-react/icons/key-round';
import { useState } from 'react';
import { api, ask } from '@/shared/api/client';
import type { Token } from '@/shared/api/types';
import { agoInWords, today } from '@/shared/text/dates';
import { Banner } from '@/shared/ui/banner';
import { Button } from '@/shared/ui/button';
import { copyText } from '@/shared/ui/copy_text';
import { TextField } from '@/shared/ui/field';
import { Card } from '@/shared/ui/page';
import { say, sayProblem } from '@/shared/ui/toast';
import { tokensQuery } from './accounts_api';
import styles from './settings.module.css';

/** Keys for other programs, each shown in full only once. */
export function Tokens() {
  const client = useQueryClient();
  const tokens = useQuery(tokensQuery);
  const [name, setName] = useState('');
  const refresh = () => client.invalidateQueries({ queryKey: ['token'] });
  const create = useMutation({
    mutationFn: () => ask(api.POST('/tokens', { body: { name: name.trim() } })),
    onSuccess: () => {
      setName('');
      void refresh();
    },
    onError: sayProblem,
  });
  const remove = useMutation({
    mutationFn: (token: Token) => ask(api.DELETE('/tokens/{id}', { params: { path: { id: token.id } } })),
    onSuccess: (_, token) => {
      void refresh();
      say(`${token.name} no longer works.`);
    },
    onError: sayProblem,
  });
  return (
    <Card className={styles.stack}>
      <p>For your own programs. A token can do what you can.</p>
      {create.data && <Secret secret={create.data.secret} name={create.data.name} />}
      {tokens.data && tokens.data.length > 0 && (
        <ul className={styles.rows}>
          {tokens.data.map((token) => (
            <li key={token.id}>
              <KeyRound size={18} aria-hidden />
              <p>
                {token.name}
                <span className={styles.quiet}>
                  {token.last_used_at ? ` used ${agoInWords(token.last_used_at, today())}` : ' never used'}
                </span>
              </p>
              <Button look="quiet" aria-label={`Revoke ${token.name}`} onClick={() => remove.mutate(token)}>
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <TextField
          label="What is it for?"
          placeholder="Backup script"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" busy={create.isPending} disabled={!name.trim()}>
          Create a token
        </Button>
      </form>
    </Card>
  );
}

function Secret({ secret, name }: { secret: string; name: string }) {
  async function copy(): Promise<void> {
    await copyText(secret);
    say('Copied.');
  }
  return (
    <Banner
      icon={KeyRound}
      tone="accent"
      action={
        <Button icon={Copy} onClick={() => void copy()}>
          Copy
        </Button>
      }
    >
      <p>The token for {name}. It is shown only now:</p>
      <code className={styles.secret}>{secret}</code>
    </Banner>
  );
}
