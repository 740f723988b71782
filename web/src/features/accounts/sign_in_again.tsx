import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { onSignedOut } from '@/shared/api/client';
import { Dialog } from '@/shared/ui/dialog';
import { useMe } from './accounts_api';
import { SignInForm } from './sign_in_form';
import { words } from './words';

/** When a session ends in the middle of something, signing in happens on top of it, so that nothing typed is lost. */
export function SignInAgain() {
  const client = useQueryClient();
  const me = useMe();
  const [open, setOpen] = useState(false);
  useEffect(() => onSignedOut(() => setOpen(true)), []);
  return (
    <Dialog
      open={open}
      onClose={() => setOpen(false)}
      sticky
      title={words.signedOutTitle}
      description={words.signedOutText}
    >
      <SignInForm
        email={me.account.email}
        onSignedIn={() => {
          setOpen(false);
          void client.invalidateQueries();
        }}
      />
    </Dialog>
  );
}
