import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import type { Import } from '@/shared/api/types';
import { localDate, longDate, today } from '@/shared/text/dates';
import { count, shortList } from '@/shared/text/words';
import { Page, Section } from '@/shared/ui/page';
import { DropFiles } from './drop_files';
import { importsQuery } from './imports_api';
import styles from './imports_page.module.css';
import { stateWords, words } from './words';

export function ImportsPage() {
  const navigate = useNavigate();
  const imports = useQuery(importsQuery);
  return (
    <Page title={words.title} lead={words.lead}>
      <DropFiles main onStarted={({ id }) => void navigate(`/imports/${id}`)} />
      {imports.data && imports.data.length > 0 && (
        <Section title={words.past}>
          <ul className={styles.list}>
            {imports.data.map((one) => (
              <li key={one.id}>
                <ImportLink one={one} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

function ImportLink({ one }: { one: Import }) {
  const { created, updated } = one.counts;
  return (
    <Link to={`/imports/${one.id}`} className={styles.link}>
      <strong>{shortList(one.files.map(({ name }) => name)) || 'No files'}</strong>
      <span>
        {[
          stateWords[one.state],
          longDate(localDate(one.created_at), today()),
          `${count(created, 'new person', 'new people')}, ${count(updated, 'update', 'updates')}`,
        ].join(' · ')}
      </span>
    </Link>
  );
}
