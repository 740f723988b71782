import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '@/shared/api/client';
import { explain, isProblem } from '@/shared/api/problem';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { say } from '@/shared/ui/toast';
import styles from './settings.module.css';
import { words } from './words';

export function PasswordForm() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => ask(api.PUT('/me/password', { body: { current, new: next } })),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      say('Changed. Every other device is signed out.');
    },
  });
  const aboutNew = isProblem(change.error) && change.error.problem.field === '$.new';
  const problem = change.error ? explain(change.error) : null;
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <TextField
        label="Current password"
        type="password"
        autoComplete="current-password"
        required
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
        error={aboutNew ? null : problem}
      />
      <TextField
        label="New password"
        type="password"
        autoComplete="new-password"
        required
        minLength={10}
        hint={words.passwordHint}
        value={next}
        onChange={(event) => setNext(event.target.value)}
        error={aboutNew ? problem : null}
      />
      <Button type="submit" busy={change.isPending}>
        Change the password
      </Button>
    </form>
  );
}
