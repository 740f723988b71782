import ChevronDown from 'lucide-react/icons/chevron-down';
import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/shared/api/client';
import { explain } from '@/shared/api/problem';
import type { Server } from '@/shared/api/types';
import { Button } from '@/shared/ui/button';
import { usePageTitle } from '@/shared/ui/page';
import { Shown } from '@/shared/ui/states';
import { becomeMember, serverQuery } from './accounts_api';
import { CreateAccountForm } from './create_account_form';
import styles from './first_page.module.css';
import { SignInForm } from './sign_in_form';
import { words } from './words';

type Demo = NonNullable<Server['demo']>;

/** What a visitor sees: the first account to be made, the demo, or the sign-in. */
export function FirstPage({ onCreated }: { onCreated: () => void }) {
  usePageTitle('Welcome');
  const server = useQuery(serverQuery);
  return (
    <main className={styles.page}>
      <section className={styles.welcome}>
        <img src="/icon.svg" alt="" width={56} height={56} />
        <h1>{words.welcomeTitle}</h1>
        <p className={styles.tagline}>{words.tagline}</p>
        <p>{words.welcomeText}</p>
      </section>
      <section className={styles.panel}>
        <Shown query={server}>{(known) => <Panel server={known} onCreated={onCreated} />}</Shown>
      </section>
    </main>
  );
}

function Panel({ server, onCreated }: { server: Server; onCreated: () => void }) {
  const [creating, setCreating] = useState(server.setup_needed);
  const mayCreate = server.setup_needed || server.sign_up_open;
  if (creating) {
    return (
      <>
        <h2>{words.createTitle}</h2>
        <CreateAccountForm onCreated={onCreated} />
        {!server.setup_needed && (
          <Button look="quiet" wide onClick={() => setCreating(false)}>
            {words.haveAccount}
          </Button>
        )}
        <p className={styles.small}>{words.trust}</p>
      </>
    );
  }
  return (
    <>
      {server.demo && <DemoSignIn demo={server.demo} />}
      {server.demo && mayCreate && (
        <Button wide onClick={() => setCreating(true)}>
          {words.create}
        </Button>
      )}
      {server.demo ? (
        <details className={styles.more}>
          <summary>
            {words.haveAccount}
            <ChevronDown size={18} aria-hidden />
          </summary>
          <SignInForm />
        </details>
      ) : (
        <>
          <h2>{words.signInTitle}</h2>
          <SignInForm />
          {mayCreate && (
            <Button wide onClick={() => setCreating(true)}>
              {words.create}
            </Button>
          )}
        </>
      )}
    </>
  );
}

function DemoSignIn({ demo }: { demo: Demo }) {
  const client = useQueryClient();
  const signIn = useMutation({
    mutationFn: () => ask(api.POST('/session', { body: { email: demo.email, password: demo.password } })),
    onSuccess: (me) => becomeMember(client, me),
  });
  return (
    <>
      <h2>{words.demoTitle}</h2>
      <p>{words.demoText(demo.name)}</p>
      <Button look="filled" wide busy={signIn.isPending} onClick={() => signIn.mutate()}>
        {words.demoButton}
      </Button>
      {signIn.error && <p role="alert">{explain(signIn.error)}</p>}
    </>
  );
}
