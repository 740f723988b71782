import Copy from 'lucide-react/icons/copy';
import ExternalLink from 'lucide-react/icons/external-link';
import { useId, type MouseEvent } from 'react';
import type { TodayItem } from '@/shared/api/types';
import { aNote, type FieldLint } from '@/shared/lint/linted';
import { useSendGuard } from '@/shared/lint/use_send_guard';
import { useDraft } from '@/shared/offline/drafts';
import { Button, ButtonAnchor, ButtonLink } from '@/shared/ui/button';
import { TextArea, TextField } from '@/shared/ui/field';
import { copyText } from '@/shared/ui/copy_text';
import { say } from '@/shared/ui/toast';
import styles from './compose.module.css';
import { channelOf, linkWith, needsClipboard, wayOf, type Draft } from './draft_link';
import type { Leaving } from './leaving';
import type { TodaySteps } from './today_api';
import { words } from './words';

interface Props {
  item: TodayItem;
  leave: (leaving: Leaving) => void;
  steps: TodaySteps;
  close: () => void;
}

/** The draft, to be made one's own before leaving for the mail program or the phone. */
export function Compose({ item, leave, steps, close }: Props) {
  const { href, draft: first } = item.action;
  const labelId = useId();
  const proposed: Draft = { subject: first?.subject ?? '', text: first?.text ?? '' };
  const kept = useDraft<{ draft: Draft; of: string }>(`compose:${item.id}`, { draft: proposed, of: proposed.text });
  // What was made of another proposal is not meant for this one.
  const draft = kept.value.of === proposed.text ? kept.value.draft : proposed;
  const setDraft = (changed: Draft): void => kept.set({ draft: changed, of: proposed.text });
  const way = href === null ? null : wayOf(href);
  const channel = channelOf(href);

  const message: FieldLint = { kind: 'message', contact_id: item.contact.id };
  const mayLeave = useSendGuard();
  const goesOut = (): Promise<boolean> =>
    mayLeave([
      [draft.subject, aNote],
      [draft.text, message],
    ]);

  async function copy(): Promise<void> {
    await copyText(draft.text);
    say(words.copied);
  }
  async function open(event: MouseEvent, to: string): Promise<void> {
    const goes = !event.isDefaultPrevented();
    event.preventDefault();
    if (!(await goesOut())) return;
    if (needsClipboard(to) && draft.text) void copy();
    leave({ item, channel, note: '' });
    if (!goes) return;
    if (needsClipboard(to)) window.open(to, '_blank', 'noreferrer');
    else location.assign(to);
  }

  return (
    <div className={styles.compose} role="group" aria-labelledby={labelId}>
      <p id={labelId} className="unseen">
        {words.action[item.action.kind](item)}
      </p>
      {way === 'mailto' && (
        <TextField
          label={words.subject}
          lint={aNote}
          value={draft.subject}
          onChange={(event) => setDraft({ ...draft, subject: event.target.value })}
        />
      )}
      <TextArea
        label={words.draft}
        lint={{ ...message, atOnce: true }}
        value={draft.text}
        onChange={(event) => setDraft({ ...draft, text: event.target.value })}
      />
      {href === null && <p className={styles.hint}>{words.noAddress}</p>}
      <div className={styles.buttons}>
        {href !== null && way !== null && (
          <ButtonAnchor
            look="filled"
            icon={ExternalLink}
            href={linkWith(href, draft)}
            onClick={(event) => void open(event, linkWith(href, draft))}
            {...(way === 'web' && { target: '_blank', rel: 'noreferrer' })}
          >
            {words.open[way]}
          </ButtonAnchor>
        )}
        <Button icon={Copy} onClick={() => void goesOut().then((yes) => (yes ? copy() : undefined))}>
          {words.copy}
        </Button>
        {href === null && <ButtonLink to={`/people/${item.contact.id}?edit=emails`}>{words.addAddress}</ButtonLink>}
        <Button
          look={href === null ? 'filled' : 'quiet'}
          disabled={steps.busy}
          onClick={() => {
            kept.clear();
            steps.written({ item, channel, note: '' });
          }}
        >
          {channel === 'call' ? words.yesTalked : words.yesWrote}
        </Button>
        <Button look="quiet" onClick={close}>
          Close
        </Button>
      </div>
    </div>
  );
}
