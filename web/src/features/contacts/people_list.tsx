import { useQueries, useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ContactSummary } from '@/shared/api/types';
import { sortLetter } from '@/shared/text/words';
import { useLaptop } from '@/shared/ui/use_media';
import { pageSize, peoplePageQuery, type PeopleFilter } from './contacts_api';
import styles from './people_list.module.css';
import { PersonRow, RowSkeleton } from './person_row';

interface ListProps {
  filter: PeopleFilter;
  selected: string | undefined;
  total: number;
}

const rowHeight = { phone: 64, laptop: 36 };
// Coming back from a person leads to where one was in the list.
const offsets = new Map<string, number>();
// While the list flies past, only where it comes to rest is asked for.
const settleTime = 90;

/** Every contact by name: only the rows in view exist, and only their pages are asked for. */
export function PeopleList({ filter, selected, total }: ListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const place = JSON.stringify(filter);
  const height = useLaptop() ? rowHeight.laptop : rowHeight.phone;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    initialOffset: () => offsets.get(place) ?? 0,
    onChange: ({ scrollOffset }) => scrollOffset !== null && offsets.set(place, scrollOffset),
  });
  useEffect(() => virtual.measure(), [virtual, height]);

  const rows = virtual.getVirtualItems();
  const pages = usePages(rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0, total);
  const contacts = useContacts(filter, pages);
  const letter = letterOf(contacts(virtual.range?.startIndex ?? 0));

  return (
    <div className={styles.frame}>
      <div ref={scroller} className={styles.scroller} onKeyDown={moveFocus}>
        <ul className={styles.list} style={{ height: virtual.getTotalSize() }} aria-label="People">
          {rows.map(({ index, start }) => {
            const contact = contacts(index);
            const first = index === 0 || letterOf(contacts(index - 1)) !== letterOf(contact);
            return (
              <li
                key={index}
                className={styles.item}
                style={{ transform: `translateY(${start}px)`, height }}
                aria-setsize={total}
                aria-posinset={index + 1}
              >
                {contact ? (
                  <PersonRow
                    contact={contact}
                    current={contact.id === selected}
                    letter={first ? letterOf(contact) : ''}
                  />
                ) : (
                  <RowSkeleton />
                )}
              </li>
            );
          })}
        </ul>
      </div>
      {virtual.isScrolling && letter && (
        <span className={styles.bubble} aria-hidden>
          {letter}
        </span>
      )}
    </div>
  );
}

function usePages(first: number, last: number, total: number): number[] {
  const from = Math.floor(first / pageSize);
  const to = Math.floor(Math.min(last, Math.max(0, total - 1)) / pageSize);
  const [settled, setSettled] = useState({ from, to });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ from, to }), settleTime);
    return () => clearTimeout(timer);
  }, [from, to]);
  return Array.from({ length: settled.to - settled.from + 1 }, (_, index) => settled.from + index);
}

function useContacts(filter: PeopleFilter, pages: number[]): (index: number) => ContactSummary | undefined {
  const answers = useQueries({ queries: pages.map((page) => peoplePageQuery(filter, page)) });
  return (index) => {
    const at = pages.indexOf(Math.floor(index / pageSize));
    return answers[at]?.data?.items[index % pageSize];
  };
}

/** The filter's total, and the first page with it. */
export const usePeopleTotal = (filter: PeopleFilter) => useQuery(peoplePageQuery(filter, 0));

const letterOf = (contact: ContactSummary | undefined): string => (contact ? sortLetter(contact.name) : '');

/** Arrow keys go from row to row. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const row = (event.target as HTMLElement).closest('li');
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  const link = next?.querySelector('a');
  if (!link) return;
  event.preventDefault();
  link.focus();
}
