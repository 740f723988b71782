import ChevronDown from 'lucide-react/icons/chevron-down';
import MessageSquare from 'lucide-react/icons/message-square';
import Phone from 'lucide-react/icons/phone';
import Users from 'lucide-react/icons/users';
import Video from 'lucide-react/icons/video';
import { useEffect, useRef, useState } from 'react';
import { PeopleField } from '@/features/contacts/people_field';
import type { BegunBy, Channel, Depth } from '@/shared/api/types';
import { addDays, nextMonday, relativeDate, today } from '@/shared/text/dates';
import { capitalised } from '@/shared/text/words';
import { Button, type Icon } from '@/shared/ui/button';
import { Choices } from '@/shared/ui/choices';
import { aNote } from '@/shared/lint/linted';
import { CheckField, TextArea, TextField } from '@/shared/ui/field';
import { withChannel, type CaptureDraft } from './capture_draft';
import styles from './capture_fields.module.css';
import { begunByWords, channelWords, depthWords, words } from './words';

const channelIcons: Record<Channel, Icon> = { in_person: Users, call: Phone, video: Video, message: MessageSquare };
const channels = (['in_person', 'call', 'video', 'message'] as const).map((value) => ({
  value,
  label: channelWords[value],
  icon: channelIcons[value],
}));
const depths = (['passing', 'conversation', 'deep'] as const).map((value: Depth) => ({
  value,
  label: depthWords[value],
}));
const beginnings = (['me', 'them', 'event'] as const).map((value: BegunBy) => ({ value, label: begunByWords[value] }));
const states = [
  { value: 'held', label: words.held },
  { value: 'planned', label: words.planned2 },
] as const;

interface FieldsProps {
  draft: CaptureDraft;
  onChange: (draft: CaptureDraft) => void;
  /** An encounter that is kept already: only contacts can be chosen, and promises are changed as follow-ups. */
  existing?: boolean;
}

export function CaptureFields({ draft, onChange, existing }: FieldsProps) {
  const set = (changes: Partial<CaptureDraft>): void => onChange({ ...draft, ...changes });
  const planned = draft.state === 'planned';
  const who = useRef<HTMLInputElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const [whoIsKnown] = useState(draft.people.length > 0);
  // The fields appear after their sheet, once the kept draft is read.
  useEffect(() => (whoIsKnown ? note : who).current?.focus(), [whoIsKnown]);
  return (
    <div className={styles.fields}>
      <PeopleField
        label={planned ? words.whoPlanned : words.who}
        placeholder={words.whoPlaceholder}
        addNew={existing ? undefined : words.addNew}
        people={draft.people}
        onChange={(people) => set({ people })}
        inputRef={who}
      />
      <Choices
        legend={words.how}
        choices={channels}
        value={draft.channel}
        onChange={(channel) => onChange(withChannel(draft, channel))}
      />
      <TextArea
        label={words.note}
        areaRef={note}
        placeholder={words.notePlaceholder}
        rows={1}
        lint={aNote}
        value={draft.note}
        onChange={(event) => set({ note: event.target.value })}
      />
      {!planned && !existing && <Promised draft={draft} set={set} />}
      {!planned && (
        <>
          <Choices legend={words.depth} choices={depths} value={draft.depth} onChange={(depth) => set({ depth })} />
          <Choices
            legend={words.begun}
            choices={beginnings}
            value={draft.begunBy}
            onChange={(begunBy) => set({ begunBy })}
          />
          <CheckField
            label={words.awaits}
            checked={draft.awaitsAnswer}
            onChange={(event) => set({ awaitsAnswer: event.target.checked })}
          />
        </>
      )}
      <details className={styles.more} open={planned || draft.when !== '' || draft.place !== '' || draft.needs !== ''}>
        <summary>
          {words.more}
          <ChevronDown size={18} aria-hidden />
        </summary>
        <div className={styles.fields}>
          <Choices legend={words.state} choices={states} value={draft.state} onChange={(state) => set({ state })} />
          <TextField
            label={words.when}
            type="datetime-local"
            hint={draft.when ? undefined : words.now}
            value={draft.when}
            onChange={(event) => set({ when: event.target.value })}
          />
          <TextField
            label={words.place}
            lint={aNote}
            value={draft.place}
            onChange={(event) => set({ place: event.target.value })}
          />
          <TextArea
            label={words.needs}
            hint={words.needsHint}
            rows={1}
            lint={aNote}
            value={draft.needs}
            onChange={(event) => set({ needs: event.target.value })}
          />
        </div>
      </details>
    </div>
  );
}

function Promised({ draft, set }: { draft: CaptureDraft; set: (changes: Partial<CaptureDraft>) => void }) {
  const now = today();
  const quick = [addDays(now, 1), nextMonday(now), addDays(now, 14)];
  return (
    <div className={styles.promise}>
      <TextField
        label={words.promise}
        placeholder={words.promisePlaceholder}
        lint={aNote}
        value={draft.promise}
        onChange={(event) => set({ promise: event.target.value })}
      />
      {draft.promise && (
        <div className={styles.due}>
          {quick.map((date) => (
            <Button
              key={date}
              look={draft.promiseDue === date ? 'soft' : 'outline'}
              onClick={() => set({ promiseDue: date })}
            >
              {capitalised(relativeDate(date, now))}
            </Button>
          ))}
          <TextField
            bare
            label={words.promiseDue}
            type="date"
            min={now}
            value={draft.promiseDue || addDays(now, 7)}
            onChange={(event) => set({ promiseDue: event.target.value })}
          />
        </div>
      )}
    </div>
  );
}
