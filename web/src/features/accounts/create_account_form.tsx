import { useState, type SubmitEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/shared/api/client';
import { explain, isProblem } from '@/shared/api/problem';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { becomeMember, browserTimeZone } from './accounts_api';
import styles from './first_page.module.css';
import { words } from './words';

/** Creates an account with a network of its own; `onCreated` leads on to the onboarding. */
export function CreateAccountForm({ onCreated }: { onCreated: () => void }) {
  const client = useQueryClient();
  const [fields, setFields] = useState({ name: '', email: '', password: '' });
  const create = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/accounts', {
          body: {
            name: fields.name.trim(),
            email: fields.email.trim(),
            password: fields.password,
            time_zone: browserTimeZone(),
          },
        }),
      ),
    onSuccess: (me) => {
      onCreated();
      becomeMember(client, me);
    },
  });
  const faulty = isProblem(create.error) ? create.error.problem.field?.replace('$.', '') : undefined;
  const errorOf = (field: string): string | null => (create.error && faulty === field ? explain(create.error) : null);
  const known = ['name', 'email', 'password'].includes(faulty ?? '');

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    create.mutate();
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField
        label={words.name}
        autoComplete="name"
        required
        value={fields.name}
        onChange={(event) => setFields({ ...fields, name: event.target.value })}
        error={errorOf('name')}
      />
      <TextField
        label={words.email}
        type="email"
        autoComplete="username"
        required
        value={fields.email}
        onChange={(event) => setFields({ ...fields, email: event.target.value })}
        error={errorOf('email')}
      />
      <TextField
        label={words.password}
        type="password"
        autoComplete="new-password"
        required
        minLength={10}
        hint={words.passwordHint}
        value={fields.password}
        onChange={(event) => setFields({ ...fields, password: event.target.value })}
        error={errorOf('password') ?? (create.error && !known ? explain(create.error) : null)}
      />
      <Button look="filled" type="submit" wide busy={create.isPending}>
        {words.create}
      </Button>
    </form>
  );
}
