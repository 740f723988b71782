import { useQuery } from '@tanstack/react-query';
import BookUser from 'lucide-react/icons/book-user';
import Search from 'lucide-react/icons/search';
import SearchX from 'lucide-react/icons/search-x';
import UserPlus from 'lucide-react/icons/user-plus';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { circlesQuery } from '@/features/circles/circles_api';
import { count } from '@/shared/text/words';
import { Button, ButtonLink, IconButton } from '@/shared/ui/button';
import { Empty, Loading, Shown } from '@/shared/ui/states';
import { useDebounced } from '@/shared/ui/use_debounced';
import { searchQuery, type PeopleFilter } from './contacts_api';
import listStyles from './people_list.module.css';
import { moveFocus, PeopleList, usePeopleTotal } from './people_list';
import styles from './people_pane.module.css';
import { PersonRow } from './person_row';

const searchLimit = 100;

/** Search, filters and the list. */
export function PeoplePane({ selected }: { selected: string | undefined }) {
  const [params, setParams] = useSearchParams();
  const query = params.get('query') ?? '';
  const filter: PeopleFilter = { archived: params.has('archived'), circle: params.get('circle') ?? undefined };
  function set(name: string, value: string): void {
    setParams(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  }
  return (
    <div className={styles.pane}>
      <header className={styles.header}>
        <div className={styles.title}>
          <h1>People</h1>
          <ButtonLink look="quiet" icon={UserPlus} to="/people/new">
            Add
          </ButtonLink>
        </div>
        <div className={styles.search} role="search">
          <Search size={18} aria-hidden />
          <input
            type="search"
            aria-label="Search people"
            placeholder="Name, organisation, specialty, note"
            value={query}
            onChange={(event) => set('query', event.target.value)}
          />
          {query && <IconButton icon={X} label="Clear the search" onClick={() => set('query', '')} />}
        </div>
        <Filters filter={filter} set={set} />
      </header>
      {query.trim() ? (
        <Results query={query.trim()} filter={filter} selected={selected} />
      ) : (
        <Everyone filter={filter} selected={selected} clear={() => setParams({}, { replace: true })} />
      )}
    </div>
  );
}

function Filters({ filter, set }: { filter: PeopleFilter; set: (name: string, value: string) => void }) {
  const circles = useQuery(circlesQuery);
  const total = usePeopleTotal(filter).data?.total;
  if (total === 0 && !filter.archived && filter.circle === undefined && !circles.data?.length) return null;
  return (
    <div className={styles.filters}>
      <select
        aria-label="Whom to show"
        value={filter.archived ? 'archived' : (filter.circle ?? '')}
        onChange={(event) => {
          const { value } = event.target;
          set('archived', value === 'archived' ? '1' : '');
          set('circle', value === 'archived' ? '' : value);
        }}
      >
        <option value="">Everyone</option>
        {circles.data?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        <option value="archived">Archived</option>
      </select>
      {total !== undefined && <span>{count(total, 'person', 'people')}</span>}
    </div>
  );
}

interface PartProps {
  filter: PeopleFilter;
  selected: string | undefined;
}

function Everyone({ filter, selected, clear }: PartProps & { clear: () => void }) {
  const first = usePeopleTotal(filter);
  const filtered = filter.archived || filter.circle !== undefined;
  return (
    <Shown query={first} loading={<Waiting />}>
      {({ total = 0 }) => {
        if (total > 0)
          return <PeopleList key={JSON.stringify(filter)} filter={filter} selected={selected} total={total} />;
        return filtered ? (
          <Empty icon={BookUser} title="Nobody in this view" action={<Button onClick={clear}>Show everyone</Button>}>
            {filter.archived ? 'You have archived nobody.' : 'Put people into this circle on their page.'}
          </Empty>
        ) : (
          <Empty
            icon={BookUser}
            title="Nobody here yet"
            action={
              <ButtonLink look="filled" to="/imports">
                Import an address book
              </ButtonLink>
            }
          >
            Bring the people you know from your phone or LinkedIn, or add them one by one.
          </Empty>
        );
      }}
    </Shown>
  );
}

function Results({ query, filter, selected }: PartProps & { query: string }) {
  const found = useQuery(searchQuery(useDebounced(query), searchLimit, filter));
  return (
    <Shown query={found} loading={<Waiting />}>
      {(people): ReactNode =>
        people.length > 0 ? (
          <ul className={listStyles.results} aria-label="Found" onKeyDown={moveFocus}>
            {people.map((contact) => (
              <li key={contact.id}>
                <PersonRow contact={contact} current={contact.id === selected} />
              </li>
            ))}
          </ul>
        ) : (
          <Empty
            icon={SearchX}
            title="Nobody found"
            action={<ButtonLink to={`/people/new?name=${encodeURIComponent(query)}`}>Add “{query}”</ButtonLink>}
          >
            No name, organisation, specialty or note fits “{query}”.
          </Empty>
        )
      }
    </Shown>
  );
}

const Waiting = () => (
  <div className={styles.waiting}>
    <Loading rows={8} />
  </div>
);
