import CalendarClock from 'lucide-react/icons/calendar-clock';
import Check from 'lucide-react/icons/check';
import Ellipsis from 'lucide-react/icons/ellipsis';
import Handshake from 'lucide-react/icons/handshake';
import Pencil from 'lucide-react/icons/pencil';
import Trash2 from 'lucide-react/icons/trash-2';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import Undo2 from 'lucide-react/icons/undo-2';
import X from 'lucide-react/icons/x';
import { useState } from 'react';
import { Link } from 'react-router';
import type { FollowUp } from '@/shared/api/types';
import { addDays, daysBetween, dueInWords, nextMonday, relativeDate, today } from '@/shared/text/dates';
import { IconButton } from '@/shared/ui/button';
import { cx } from '@/shared/ui/cx';
import { Menu } from '@/shared/ui/menu';
import { Tag } from '@/shared/ui/tag';
import { FollowUpForm } from './follow_up_form';
import styles from './follow_up_row.module.css';
import { useFollowUpSteps } from './follow_ups_api';
import { kindWords, originWords } from './words';

/** `person`: whether to say whom it is about. */
export function FollowUpRow({ followUp, person }: { followUp: FollowUp; person: boolean }) {
  const steps = useFollowUpSteps();
  const [editing, setEditing] = useState(false);
  if (editing) return <FollowUpForm followUp={followUp} done={() => setEditing(false)} />;
  const now = today();
  const open = followUp.state === 'open';
  const later = (until: string) => () => steps.snooze(followUp, until);
  return (
    <div className={cx(styles.row, !open && styles.closed)}>
      <button
        type="button"
        className={styles.tick}
        aria-label={open ? `Done: ${followUp.text}` : `Open again: ${followUp.text}`}
        onClick={() => (open ? steps.complete(followUp) : steps.reopen(followUp))}
      >
        <span>{open ? <Check size={16} aria-hidden /> : <Undo2 size={16} aria-hidden />}</span>
      </button>
      <div className={styles.words}>
        <p className={styles.text}>{open ? followUp.text : <s>{followUp.text}</s>}</p>
        <p className={styles.about}>
          {person && <Link to={`/people/${followUp.contact.id}`}>{followUp.contact.name}</Link>}
          <span>{[kindWords[followUp.kind], originWords[followUp.origin]].filter(Boolean).join(' · ')}</span>
        </p>
        {open && <Due followUp={followUp} now={now} />}
      </div>
      {open && (
        <Menu
          trigger={<IconButton icon={Ellipsis} label={`More for: ${followUp.text}`} />}
          entries={[
            { label: 'Change', icon: Pencil, onSelect: () => setEditing(true) },
            { label: 'Tomorrow', icon: CalendarClock, onSelect: later(addDays(now, 1)) },
            { label: 'Next Monday', icon: CalendarClock, onSelect: later(nextMonday(now)) },
            { label: 'In a month', icon: CalendarClock, onSelect: later(addDays(now, 30)) },
            { label: 'Let go', icon: X, onSelect: () => steps.letGo(followUp) },
            { label: 'Delete', icon: Trash2, danger: true, onSelect: () => steps.remove(followUp) },
          ]}
        />
      )}
    </div>
  );
}

function Due({ followUp, now }: { followUp: FollowUp; now: string }) {
  const { due, overdue_from: overdueFrom, snoozed_until: snoozed, promise } = followUp;
  const overdue = daysBetween(overdueFrom, now) >= 0;
  const asleep = snoozed !== null && snoozed > now;
  return (
    <p className={styles.tags}>
      {promise && (
        <Tag icon={Handshake} tone="attention">
          Promise
        </Tag>
      )}
      {asleep ? (
        <Tag icon={CalendarClock}>Back {relativeDate(snoozed, now)}</Tag>
      ) : (
        <Tag icon={overdue ? TriangleAlert : CalendarClock} tone={overdue ? 'danger' : 'plain'}>
          {dueInWords(due, overdueFrom, now)}
        </Tag>
      )}
    </p>
  );
}
