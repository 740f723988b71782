import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Import, ImportOutcome, ImportRow } from '@/shared/api/types';
import { Button } from '@/shared/ui/button';
import { Shown } from '@/shared/ui/states';
import styles from './import_page.module.css';
import { importRowsQuery } from './imports_api';
import { outcomeWords } from './words';

const order: [ImportOutcome, (counts: Import['counts']) => number][] = [
  ['created', ({ created }) => created],
  ['updated', ({ updated }) => updated],
  ['unchanged', ({ unchanged }) => unchanged],
  ['duplicate', ({ duplicates }) => duplicates],
  ['rejected', ({ rejected, aside }) => rejected - aside],
  ['aside', ({ aside }) => aside],
];

/** How many of each, and, at a tap, which. */
export function ImportRows({ one }: { one: Import }) {
  const [chosen, setChosen] = useState<ImportOutcome>(
    one.counts.rejected > 0 && one.counts.created === 0 ? 'rejected' : 'created',
  );
  return (
    <>
      <div className={styles.counts} role="group" aria-label="What was found">
        {order.map(([outcome, of]) => (
          <button
            key={outcome}
            type="button"
            className={styles.count}
            aria-pressed={outcome === chosen}
            disabled={of(one.counts) === 0}
            onClick={() => setChosen(outcome)}
          >
            <strong>{of(one.counts).toLocaleString('en')}</strong>
            <span>{outcomeWords[outcome]}</span>
          </button>
        ))}
      </div>
      <Rows key={chosen} id={one.id} outcome={chosen} />
    </>
  );
}

function Rows({ id, outcome }: { id: string; outcome: ImportOutcome }) {
  const query = useInfiniteQuery(importRowsQuery(id, outcome));
  return (
    <Shown query={query}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.items);
        if (rows.length === 0) return null;
        return (
          <>
            <ul className={styles.rows} aria-label={outcomeWords[outcome]}>
              {rows.map((row) => (
                <Row key={`${row.file}:${row.line}`} row={row} />
              ))}
            </ul>
            {query.hasNextPage && (
              <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show more
              </Button>
            )}
          </>
        );
      }}
    </Shown>
  );
}

function Row({ row }: { row: ImportRow }) {
  const about = [row.headline, row.reason, row.changes?.join(', ')].filter(Boolean).join(' · ');
  const place = `${row.file}, line ${row.line}`;
  return (
    <li className={styles.row}>
      <span>{row.contact_id ? <Link to={`/people/${row.contact_id}`}>{row.name}</Link> : row.name || place}</span>
      <span className={styles.reason}>
        {about}
        {row.reason && row.name && ` (${place})`}
      </span>
    </li>
  );
}
