import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { myCardQuery } from '@/features/contacts/contacts_api';
import { api, ask, askVersioned, type Versioned } from '@/shared/api/client';
import type { MyCard, MyCardFields } from '@/shared/api/types';
import { invalidate } from '@/shared/live/invalidate';
import { aNote } from '@/shared/lint/linted';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { useSave } from '@/shared/ui/use_save';
import styles from './welcome.module.css';

const words = {
  ask: {
    title: 'What are you looking for?',
    text: 'One line. It becomes your first goal, and suggestions are judged by it.',
    label: 'I am looking for',
    example: 'a partner practice for minimally invasive work',
  },
  offer: {
    title: 'And what can you give?',
    text: 'The best networkers begin here. One line about what others may come to you for.',
    label: 'I can help with',
    example: 'a second look at difficult ECGs',
  },
};

/** One ask or one offer, kept on my card; the ask becomes a goal too. */
export function AskAndOffer({ kind, next }: { kind: 'ask' | 'offer'; next: () => void }) {
  const client = useQueryClient();
  const card = useQuery(myCardQuery);
  const [text, setText] = useState('');
  const { title, text: explanation, label, example } = words[kind];
  const save = useSave<MyCardFields, Versioned<MyCard>>({
    save: async (body, confirmed) => {
      const saved = await askVersioned(api.PUT('/my_card', { body: { ...body, ...confirmed } }));
      if (kind === 'ask') await ask(api.POST('/goals', { body: { text: text.trim(), ...confirmed } }));
      return saved;
    },
    onSaved: (saved) => {
      client.setQueryData(myCardQuery.queryKey, saved);
      invalidate(client, ['goal']);
      next();
    },
  });

  function keep(): void {
    const known = card.data?.value;
    if (!known) return;
    const {
      name,
      headline,
      biography,
      referral_pad,
      emails,
      phones,
      links,
      roles,
      specialties,
      ask: need,
      offer,
    } = known;
    const fields = {
      name,
      headline,
      biography,
      referral_pad,
      emails,
      phones,
      links,
      roles,
      specialties,
      ask: need,
      offer,
    };
    save.mutate({ ...fields, [kind]: text.trim() });
  }

  return (
    <section className={styles.step}>
      <h1>{title}</h1>
      <p>{explanation}</p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        <TextField
          label={label}
          placeholder={example}
          lint={aNote}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button look="filled" type="submit" wide busy={save.isPending} disabled={!text.trim() || !card.data}>
          {kind === 'ask' ? 'Go on' : 'Show me Today'}
        </Button>
      </form>
    </section>
  );
}
