import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import CircleCheck from 'lucide-react/icons/circle-check';
import ShieldAlert from 'lucide-react/icons/shield-alert';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api, ask } from '@/shared/api/client';
import type { Import } from '@/shared/api/types';
import { count, shortList } from '@/shared/text/words';
import { invalidate } from '@/shared/live/invalidate';
import { Banner } from '@/shared/ui/banner';
import { Button, ButtonLink } from '@/shared/ui/button';
import { CheckField } from '@/shared/ui/field';
import { Card, Page } from '@/shared/ui/page';
import { Progress } from '@/shared/ui/progress';
import { Shown } from '@/shared/ui/states';
import { say, sayProblem } from '@/shared/ui/toast';
import { ImportRows } from './import_rows';
import { importQuery, isWorking } from './imports_api';
import styles from './import_page.module.css';
import { stateWords, words } from './words';

export function ImportPage() {
  const { id = '' } = useParams();
  const query = useQuery(importQuery(id));
  return <Shown query={query}>{(one) => <ImportView one={one} />}</Shown>;
}

const titles: Partial<Record<Import['state'], string>> = {
  ready: 'This is what would happen',
  applied: 'Your people are here',
  undone: 'The import is taken back',
  failed: 'The import did not work',
};

function ImportView({ one }: { one: Import }) {
  const client = useQueryClient();
  const { state } = one;
  useEffect(() => {
    if (state === 'applied' || state === 'undone') invalidate(client, ['contact', 'import']);
  }, [client, state]);
  return (
    <Page title={titles[state] ?? stateWords[state]} lead={shortList(one.files.map(({ name }) => name))}>
      {isWorking(one) && <Working one={one} />}
      {state === 'failed' && (
        <Banner icon={TriangleAlert} tone="danger">
          {one.problem ?? 'Nothing was saved. Please try again.'}
        </Banner>
      )}
      {state === 'ready' && <Decide one={one} />}
      {state === 'applied' && <Applied one={one} />}
      {state === 'undone' && (
        <p>
          Everything it brought is gone again.{' '}
          {one.kept > 0 && `${count(one.kept, 'contact was', 'contacts were')} changed since and stayed.`}
        </p>
      )}
      {!isWorking(one) && <ImportRows one={one} />}
    </Page>
  );
}

function Working({ one }: { one: Import }) {
  const { done, total } = one.progress;
  return (
    <Card className={styles.working}>
      <p>{stateWords[one.state]}…</p>
      <Progress label={stateWords[one.state]} value={total > 0 ? done / total : null} />
      {one.counts.read > 0 && <p className={styles.quiet}>{count(one.counts.read, 'card', 'cards')} so far</p>}
    </Card>
  );
}

function Decide({ one }: { one: Import }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [confirmed, setConfirmed] = useState(false);
  const { created, updated, aside } = one.counts;
  const apply = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/imports/{id}/application', {
          params: { path: { id: one.id } },
          body: confirmed ? { no_patient_confirmed: true } : {},
        }),
      ),
    onSuccess: (next) => client.setQueryData(['import', 'one', one.id], next),
    onError: sayProblem,
  });
  const discard = useMutation({
    mutationFn: () => ask(api.DELETE('/imports/{id}', { params: { path: { id: one.id } } })),
    onSuccess: () => {
      say('Nothing was saved.');
      void navigate('/imports', { replace: true });
    },
    onError: sayProblem,
  });
  const taken = created + updated + (confirmed ? aside : 0);
  return (
    <>
      {aside > 0 && (
        <Banner icon={ShieldAlert} tone="attention">
          <p>{words.aside(aside)}</p>
          <CheckField
            label={words.confirm}
            checked={confirmed}
            onChange={(event) => setConfirmed(event.target.checked)}
          />
        </Banner>
      )}
      <div className={styles.buttons}>
        <Button look="filled" busy={apply.isPending} disabled={taken === 0} onClick={() => apply.mutate()}>
          {taken === 0 ? 'Nothing new to save' : `Save ${count(taken, 'person', 'people')}`}
        </Button>
        <Button look="quiet" busy={discard.isPending} onClick={() => discard.mutate()}>
          Save nothing
        </Button>
      </div>
    </>
  );
}

function Applied({ one }: { one: Import }) {
  const client = useQueryClient();
  const { created, updated } = one.counts;
  const changed = created + updated > 0;
  const takeBack = useMutation({
    mutationFn: () => ask(api.POST('/imports/{id}/undo', { params: { path: { id: one.id } } })),
    onSuccess: (next) => client.setQueryData(['import', 'one', one.id], next),
    onError: sayProblem,
  });
  return (
    <>
      <Banner icon={CircleCheck} tone="accent">
        {changed
          ? `${count(created, 'new person', 'new people')}, ${count(updated, 'update', 'updates')}. `
          : 'Everybody was here already. '}
        {words.sortText}
      </Banner>
      <div className={styles.buttons}>
        <ButtonLink look="filled" to="/triage">
          {words.sort}
        </ButtonLink>
        <Button look="quiet" busy={takeBack.isPending} onClick={() => takeBack.mutate()}>
          Take the whole import back
        </Button>
      </div>
    </>
  );
}
