import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '@/shared/api/client';
import type { Me } from '@/shared/api/types';
import { Button } from '@/shared/ui/button';
import { SelectField, TextField } from '@/shared/ui/field';
import { say, sayProblem } from '@/shared/ui/toast';
import styles from './settings.module.css';

const languages = [['en', 'English']] as const;
const zones = Intl.supportedValuesOf('timeZone');

export function ProfileForm({ me: { account } }: { me: Me }) {
  const client = useQueryClient();
  const [name, setName] = useState(account.name);
  const [language, setLanguage] = useState(account.language);
  const [zone, setZone] = useState(account.time_zone);
  const save = useMutation({
    mutationFn: () => ask(api.PATCH('/me', { body: { name: name.trim(), language, time_zone: zone } })),
    onSuccess: (saved) => {
      client.setQueryData(['me'], saved);
      void client.invalidateQueries({ queryKey: ['today'] });
      say('Saved.');
    },
    onError: sayProblem,
  });
  const known = languages.some(([code]) => code === language);
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextField
        label="Name"
        required
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <SelectField label="Language" value={language} onChange={(event) => setLanguage(event.target.value)}>
        {!known && <option value={language}>{language}</option>}
        {languages.map(([code, label]) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Time zone"
        hint="Your day, and so your Today, begins at midnight there."
        value={zone}
        onChange={(event) => setZone(event.target.value)}
      >
        {!zones.includes(zone) && <option value={zone}>{zone}</option>}
        {zones.map((one) => (
          <option key={one} value={one}>
            {one.replaceAll('_', ' ')}
          </option>
        ))}
      </SelectField>
      <Button look="filled" type="submit" busy={save.isPending} disabled={!name.trim()}>
        Save
      </Button>
    </form>
  );
}
