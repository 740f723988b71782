import { useQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import { Link } from 'react-router';
import { ButtonAnchor } from '@/shared/ui/button';
import { Card, Page, Section } from '@/shared/ui/page';
import { serverQuery, useMe } from './accounts_api';
import { PasswordForm } from './password_form';
import { ProfileForm } from './profile_form';
import { Sessions } from './sessions';
import styles from './settings.module.css';
import { ThemeChoice } from './theme_choice';
import { Tokens } from './tokens';

export function SettingsPage() {
  const me = useMe();
  const server = useQuery(serverQuery);
  return (
    <Page title="Settings" lead={`${me.account.email}, in ${me.network.name}`}>
      <Section title="You">
        <Card>
          <ProfileForm me={me} />
        </Card>
      </Section>
      <Section title="Look">
        <Card>
          <ThemeChoice />
        </Card>
      </Section>
      <Section title="Password">
        <Card>
          <PasswordForm />
        </Card>
      </Section>
      <Section title="Where you are signed in">
        <Sessions />
      </Section>
      <Section title="API tokens">
        <Tokens />
      </Section>
      <Section title="Your data">
        <Card className={styles.stack}>
          <p>It is yours. Take all of it with you at any time, in open formats.</p>
          <div className={styles.buttons}>
            <ButtonAnchor icon={Download} href="/api/v1/export.vcf" download>
              People as vCard
            </ButtonAnchor>
            <ButtonAnchor icon={Download} href="/api/v1/export.json" download>
              Everything as JSON
            </ButtonAnchor>
          </div>
          <p>
            <Link to="/imports">Your imports</Link> can be looked at and taken back.
          </p>
        </Card>
      </Section>
      {server.data && <p className={styles.quiet}>Confrere {server.data.version}</p>}
    </Page>
  );
}
