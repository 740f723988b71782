import { useQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import Pencil from 'lucide-react/icons/pencil';
import Share2 from 'lucide-react/icons/share-2';
import { useState } from 'react';
import type { Versioned } from '@/shared/api/client';
import type { MyCard } from '@/shared/api/types';
import { Button } from '@/shared/ui/button';
import { Card, Page } from '@/shared/ui/page';
import { Shown } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/tag';
import { copyText } from '@/shared/ui/copy_text';
import { say } from '@/shared/ui/toast';
import { myCardQuery } from './contacts_api';
import { MyCardEditor } from './my_card_editor';
import styles from './my_card_page.module.css';
import { roleInWords } from './person_details';

/** What the member hands out: to be scanned, sent, downloaded or printed. */
export function MyCardPage() {
  const query = useQuery(myCardQuery);
  const [editing, setEditing] = useState(false);
  return (
    <Page
      title="My card"
      lead="What you hand out. Let somebody scan it, or send it."
      actions={
        query.data &&
        !editing && (
          <Button icon={Pencil} onClick={() => setEditing(true)}>
            Edit
          </Button>
        )
      }
    >
      <Shown query={query}>
        {(loaded) =>
          editing ? <MyCardEditor loaded={loaded} done={() => setEditing(false)} /> : <CardView loaded={loaded} />
        }
      </Shown>
    </Page>
  );
}

const fileOf = (card: MyCard): File =>
  new File([card.vcard], `${card.name.replace(/[^\p{L}\p{N}]+/gu, '_')}.vcf`, { type: 'text/vcard' });

function download(card: MyCard): void {
  const address = URL.createObjectURL(fileOf(card));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileOf(card).name;
  link.click();
  URL.revokeObjectURL(address);
}

async function share(card: MyCard): Promise<void> {
  const files = [fileOf(card)];
  try {
    if (navigator.canShare?.({ files })) return await navigator.share({ files, title: card.name });
    await copyText(card.vcard);
    say('Copied as vCard text. Paste it into a message.');
  } catch (error) {
    // Closing the phone's share sheet is no problem.
    if (!(error instanceof DOMException)) throw error;
  }
}

function CardView({ loaded: { value: card } }: { loaded: Versioned<MyCard> }) {
  const roles = card.roles.map(roleInWords);
  const lines: [string, string][] = [
    ['About', card.biography],
    ['Cases', card.referral_pad],
    ['I need', card.ask],
    ['I can give', card.offer],
  ];
  return (
    <Card className={styles.card}>
      <div className={styles.who}>
        <h2>{card.name}</h2>
        {card.headline && !roles.some((role) => role.startsWith(card.headline)) && <p>{card.headline}</p>}
        {roles.map((role, index) => (
          <p key={index}>{role}</p>
        ))}
        <div className={styles.tags}>
          {card.specialties.map((specialty) => (
            <Tag key={specialty}>{specialty}</Tag>
          ))}
        </div>
        <ul className={styles.reach}>
          {[...card.emails, ...card.phones, ...card.links].map(({ value }) => (
            <li key={value}>{value}</li>
          ))}
        </ul>
      </div>
      {card.qr_svg && card.qr_size ? (
        <svg
          className={styles.qr}
          viewBox={`-4 -4 ${card.qr_size + 8} ${card.qr_size + 8}`}
          role="img"
          aria-label="My card as a QR code"
        >
          <path d={card.qr_svg} />
        </svg>
      ) : (
        <p className={styles.none}>The card is too long for a QR code. Shorten it, or send it.</p>
      )}
      <dl className={styles.lines}>
        {lines
          .filter(([, text]) => text)
          .map(([term, text]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
      <div className={styles.buttons}>
        <Button look="filled" icon={Share2} onClick={() => void share(card)}>
          Share
        </Button>
        <Button icon={Download} onClick={() => download(card)}>
          Download vCard
        </Button>
      </div>
    </Card>
  );
}
