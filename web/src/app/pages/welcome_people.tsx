import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { DropFiles } from '@/features/imports/drop_files';
import { api, ask } from '@/shared/api/client';
import { invalidate } from '@/shared/live/invalidate';
import { useDraft } from '@/shared/offline/drafts';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { sayProblem } from '@/shared/ui/toast';
import { SaveWithdrawn, usePatientGuard } from '@/shared/ui/patient_guard';
import styles from './welcome.module.css';

interface Row {
  name: string;
  line: string;
}

const examples = [
  ['Grace Okafor', 'My first consultant'],
  ['Tom Brandt', 'GP two streets away'],
  ['Meera Shah', 'We talked at the spring meeting'],
];
const blank: Row[] = examples.map(() => ({ name: '', line: '' }));

/** Three people one knows, or a whole address book. */
export function FirstPeople({ greeting, next }: { greeting: string; next: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const guard = usePatientGuard();
  const draft = useDraft<Row[]>('welcome:people', blank);
  const [busy, setBusy] = useState(false);
  const rows = draft.value;
  const named = rows.filter(({ name }) => name.trim());
  const set = (index: number, changes: Partial<Row>): void =>
    draft.set(rows.map((row, at) => (at === index ? { ...row, ...changes } : row)));

  async function keep(): Promise<void> {
    setBusy(true);
    let left = rows;
    try {
      for (const row of named) {
        const body = { name: row.name.trim(), ...(row.line.trim() && { note: row.line.trim() }) };
        const contact = await guard(body, (confirmed) =>
          ask(api.POST('/contacts', { body: { ...body, ...confirmed } })),
        );
        // Whoever was named first, by heart, matters.
        await ask(api.PUT('/contacts/{id}/tie', { params: { path: { id: contact.id } }, body: { matters: true } }));
        left = left.map((other) => (other === row ? { name: '', line: '' } : other));
        draft.set(left);
      }
      draft.clear();
      invalidate(client, ['contact']);
      next();
    } catch (error) {
      if (!(error instanceof SaveWithdrawn)) sayProblem(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <section className={styles.step}>
      <h1>{greeting}. Whom would you not want to lose touch with?</h1>
      <p>Three people you know, with one line each. That is enough for a first Today.</p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        {rows.map((row, index) => (
          <fieldset key={index} className={styles.person}>
            <legend className="unseen">Person {index + 1}</legend>
            <TextField
              label="Name"
              placeholder={examples[index]?.[0]}
              value={row.name}
              onChange={(event) => set(index, { name: event.target.value })}
            />
            <TextField
              label="One line"
              placeholder={examples[index]?.[1]}
              value={row.line}
              onChange={(event) => set(index, { line: event.target.value })}
            />
          </fieldset>
        ))}
        <Button look="filled" type="submit" wide busy={busy} disabled={named.length === 0}>
          Keep them and go on
        </Button>
      </form>
      <p className={styles.or}>or bring everybody at once</p>
      <DropFiles onStarted={({ id }) => void navigate(`/imports/${id}`)} />
    </section>
  );
}
