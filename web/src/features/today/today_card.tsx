import Check from 'lucide-react/icons/check';
import ChevronDown from 'lucide-react/icons/chevron-down';
import Clock from 'lucide-react/icons/clock';
import Gift from 'lucide-react/icons/gift';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import Undo2 from 'lucide-react/icons/undo-2';
import X from 'lucide-react/icons/x';
import { useId } from 'react';
import { Link } from 'react-router';
import { useCapture } from '@/features/encounters/capture';
import type { TodayItem } from '@/shared/api/types';
import { addDays, nextMonday, today } from '@/shared/text/dates';
import { Avatar } from '@/shared/ui/avatar';
import { Button, IconButton } from '@/shared/ui/button';
import { cx } from '@/shared/ui/cx';
import { Menu } from '@/shared/ui/menu';
import { Tag } from '@/shared/ui/tag';
import { Compose } from './compose';
import { kinds } from './kinds';
import type { Leaving } from './leaving';
import type { TodaySteps } from './today_api';
import styles from './today_card.module.css';
import { words } from './words';

interface CardProps {
  item: TodayItem;
  /** The one that has the page's filled button. */
  main: boolean;
  steps: TodaySteps;
  leave: (leaving: Leaving) => void;
  composing: boolean;
  compose: (open: boolean) => void;
}

export function TodayCard(props: CardProps) {
  return props.item.state === 'open' ? <OpenCard {...props} /> : <FinishedCard {...props} />;
}

/** Stays in view, quietly, so that the list is seen to be finished. */
function FinishedCard({ item, steps }: CardProps) {
  const { icon: Icon } = kinds[item.kind];
  return (
    <article className={cx(styles.card, styles.finished)}>
      <Icon size={18} aria-hidden />
      <p>
        <s>{item.contact.name}</s>
        <span className={styles.outcome}>{words.state[item.state]}</span>
      </p>
      <IconButton
        icon={Undo2}
        label={`${words.takeBack}: ${item.contact.name}`}
        disabled={steps.busy}
        onClick={() => steps.reopen(item)}
      />
    </article>
  );
}

function OpenCard({ item, main, steps, leave, composing, compose }: CardProps) {
  const titleId = useId();
  const { word, icon, tone } = kinds[item.kind];
  return (
    <article className={styles.card} aria-labelledby={titleId}>
      <div className={styles.tags}>
        <Tag icon={icon} tone={tone}>
          {word}
        </Tag>
        {item.overdue && (
          <Tag icon={TriangleAlert} tone="danger">
            Overdue
          </Tag>
        )}
      </div>
      <div className={styles.person}>
        <Avatar name={item.contact.name} photo={item.contact.photo} />
        <div>
          <h2 id={titleId}>
            <Link to={`/people/${item.contact.id}`}>{item.contact.name}</Link>
            {item.other && (
              <>
                {' and '}
                <Link to={`/people/${item.other.id}`}>{item.other.name}</Link>
              </>
            )}
          </h2>
          {item.contact.headline && <p className={styles.headline}>{item.contact.headline}</p>}
        </div>
      </div>
      <p className={styles.reason}>{item.reason.text}</p>
      {item.give && (
        <p className={styles.give}>
          <Gift size={18} aria-hidden />
          <span>
            <strong>{words.youCouldGive}:</strong> {item.give.text}
          </span>
        </p>
      )}
      {composing ? (
        <Compose item={item} leave={leave} steps={steps} close={() => compose(false)} />
      ) : (
        <Steps item={item} main={main} steps={steps} compose={() => compose(true)} />
      )}
      <Why item={item} />
    </article>
  );
}

function Steps({
  item,
  main,
  steps,
  compose,
}: Omit<CardProps, 'leave' | 'composing' | 'compose'> & { compose: () => void }) {
  const capture = useCapture();
  const now = today();
  const act = (): void => {
    if (item.action.kind === 'log') capture.open({ people: [item.contact] });
    else compose();
  };
  const until = (date: string) => () => steps.snooze(item, date);
  return (
    <div className={styles.steps}>
      <Button look={main ? 'filled' : 'soft'} onClick={act} className={styles.action}>
        {words.action[item.action.kind](item)}
      </Button>
      <div className={styles.small}>
        <Button look="quiet" icon={Check} disabled={steps.busy} onClick={() => steps.complete(item)}>
          {words.done}
        </Button>
        <Menu
          trigger={
            <Button look="quiet" icon={Clock} disabled={steps.busy}>
              {words.snooze}
            </Button>
          }
          entries={[
            { label: 'Tomorrow', onSelect: until(addDays(now, 1)) },
            { label: 'In three days', onSelect: until(addDays(now, 3)) },
            { label: 'Next Monday', onSelect: until(nextMonday(now)) },
            { label: 'In a month', onSelect: until(addDays(now, 30)) },
          ]}
        />
        <Button look="quiet" icon={X} disabled={steps.busy} onClick={() => steps.dismiss(item)}>
          {words.notThis}
        </Button>
      </div>
    </div>
  );
}

function Why({ item }: { item: TodayItem }) {
  if (item.why.length === 0) return null;
  return (
    <details className={styles.why}>
      <summary>
        {words.why}
        <ChevronDown size={16} aria-hidden />
      </summary>
      <ul>
        {item.why.map(({ code, text }) => (
          <li key={`${code}${text}`}>{text}</li>
        ))}
      </ul>
    </details>
  );
}
