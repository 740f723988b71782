import Archive from 'lucide-react/icons/archive';
import ArchiveRestore from 'lucide-react/icons/archive-restore';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import CalendarPlus from 'lucide-react/icons/calendar-plus';
import Camera from 'lucide-react/icons/camera';
import Ellipsis from 'lucide-react/icons/ellipsis';
import ImageOff from 'lucide-react/icons/image-off';
import Mail from 'lucide-react/icons/mail';
import MessageSquare from 'lucide-react/icons/message-square';
import Pencil from 'lucide-react/icons/pencil';
import Phone from 'lucide-react/icons/phone';
import Plus from 'lucide-react/icons/plus';
import Trash2 from 'lucide-react/icons/trash-2';
import { useRef } from 'react';
import { Link } from 'react-router';
import type { Contact } from '@/shared/api/types';
import { Avatar } from '@/shared/ui/avatar';
import { Button, ButtonAnchor, IconButton } from '@/shared/ui/button';
import { Menu } from '@/shared/ui/menu';
import { Tag } from '@/shared/ui/tag';
import { useContactActions } from './contact_actions';
import styles from './person_header.module.css';

interface HeaderProps {
  contact: Contact;
  onEdit: () => void;
  onLog: (planned: boolean) => void;
}

const phoneAddress = (phone: string): string => phone.replace(/[^\d+*#]/g, '');

export function PersonHeader({ contact, onEdit, onLog }: HeaderProps) {
  const { remove, archive, photo } = useContactActions(contact);
  const picker = useRef<HTMLInputElement>(null);
  const [role] = contact.roles;
  const headline = [role?.title, role?.organisation].filter(Boolean).join(', ');
  return (
    <header className={styles.header}>
      <Link to={{ pathname: '/people', search: location.search }} className={styles.back}>
        <ArrowLeft size={20} aria-hidden />
        People
      </Link>
      <div className={styles.who}>
        <div className={styles.photo}>
          <Avatar name={contact.name} photo={contact.photo} size="l" />
          <button
            type="button"
            className={styles.camera}
            aria-label="Change the picture"
            onClick={() => picker.current?.click()}
          >
            <span>
              <Camera size={16} aria-hidden />
            </span>
          </button>
        </div>
        <input
          ref={picker}
          hidden
          type="file"
          accept="image/jpeg,image/png,image/gif,image/webp"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) photo.mutate(file);
            event.target.value = '';
          }}
        />
        <div className={styles.words}>
          <h1>
            {contact.name}
            {contact.pronouns && <span className={styles.pronouns}> {contact.pronouns}</span>}
          </h1>
          {headline && <p className={styles.headline}>{headline}</p>}
          <div className={styles.tags}>
            {contact.archived && <Tag icon={Archive}>Archived</Tag>}
            {contact.specialties.map((specialty) => (
              <Tag key={specialty}>{specialty}</Tag>
            ))}
          </div>
        </div>
      </div>
      <div className={styles.actions}>
        <Button look="filled" icon={Plus} onClick={() => onLog(false)}>
          Log an encounter
        </Button>
        <Reach contact={contact} />
        <Button icon={Pencil} onClick={onEdit}>
          Edit
        </Button>
        <Menu
          trigger={<IconButton icon={Ellipsis} label="More" />}
          entries={[
            { label: 'Plan a meeting', icon: CalendarPlus, onSelect: () => onLog(true) },
            contact.photo !== null && {
              label: 'Remove the picture',
              icon: ImageOff,
              onSelect: () => photo.mutate(null),
            },
            contact.archived
              ? { label: 'Bring back', icon: ArchiveRestore, onSelect: () => archive.mutate(false) }
              : { label: 'Archive', icon: Archive, onSelect: () => archive.mutate(true) },
            { label: 'Delete', icon: Trash2, danger: true, onSelect: () => remove.mutate() },
          ]}
        />
      </div>
    </header>
  );
}

const preferred = (values: Contact['emails']): string | undefined =>
  (values.find((entry) => entry.preferred) ?? values[0])?.value;

function Reach({ contact }: { contact: Contact }) {
  const mail = preferred(contact.emails);
  const phone = preferred(contact.phones.filter(({ labels }) => !labels?.includes('fax')));
  const mobile = contact.phones.find(({ labels }) =>
    labels?.some((label) => label === 'mobile' || label === 'cell'),
  )?.value;
  return (
    <>
      {mail && (
        <ButtonAnchor icon={Mail} href={`mailto:${mail}`}>
          Write
        </ButtonAnchor>
      )}
      {phone && (
        <ButtonAnchor icon={Phone} href={`tel:${phoneAddress(phone)}`}>
          Call
        </ButtonAnchor>
      )}
      {mobile && (
        <ButtonAnchor icon={MessageSquare} href={`sms:${phoneAddress(mobile)}`}>
          Message
        </ButtonAnchor>
      )}
    </>
  );
}
