import { useState, type SubmitEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/shared/api/client';
import { explain } from '@/shared/api/problem';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { becomeMember } from './accounts_api';
import styles from './first_page.module.css';
import { words } from './words';

export function SignInForm({ email: known = '', onSignedIn }: { email?: string; onSignedIn?: () => void }) {
  const client = useQueryClient();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => ask(api.POST('/session', { body: { email: email.trim(), password } })),
    onSuccess: (me) => {
      becomeMember(client, me);
      onSignedIn?.();
    },
  });
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    signIn.mutate();
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField
        label={words.email}
        type="email"
        name="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label={words.password}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={signIn.error && explain(signIn.error)}
      />
      <Button look="filled" type="submit" wide busy={signIn.isPending}>
        {words.signIn}
      </Button>
    </form>
  );
}
