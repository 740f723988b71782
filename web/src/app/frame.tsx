import { useQueryClient } from '@tanstack/react-query';
import CloudOff from 'lucide-react/icons/cloud-off';
import Search from 'lucide-react/icons/search';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { useMe } from '@/features/accounts/accounts_api';
import { SignInAgain } from '@/features/accounts/sign_in_again';
import { usePeopleOffline } from '@/features/contacts/use_people_offline';
import { CaptureProvider } from '@/features/encounters/capture';
import { WaitingBanner } from '@/features/encounters/waiting_banner';
import { followChanges } from '@/shared/live/changes';
import { Banner } from '@/shared/ui/banner';
import { useOnline } from '@/shared/ui/use_media';
import { ErrorBoundary } from './error_boundary';
import styles from './frame.module.css';
import { BottomBar, Rail } from './navigation';
import { useShortcuts } from './shortcuts';
import { useScroll } from './use_scroll';

const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }));
const ShortcutsHelp = lazy(async () => ({ default: (await import('./shortcuts_help')).ShortcutsHelp }));

/** Around every page: navigation, what is said in passing, and what works everywhere. */
export function Frame() {
  return (
    <CaptureProvider memberId={useMe().member.id}>
      <Inside />
    </CaptureProvider>
  );
}

function Inside() {
  const client = useQueryClient();
  const online = useOnline();
  const { pathname } = useLocation();
  const [open, setOpen] = useState<'palette' | 'help' | null>(null);
  useEffect(() => followChanges(client), [client]);
  usePeopleOffline(useMe().member.id);
  useScroll();
  useShortcuts({ palette: () => setOpen('palette'), help: () => setOpen('help') });

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        Skip to the page
      </a>
      <Rail
        search={
          <button type="button" className={styles.search} onClick={() => setOpen('palette')}>
            <Search size={18} aria-hidden />
            <span>Find</span>
            <kbd>Ctrl K</kbd>
          </button>
        }
      />
      <main id="main" className={styles.main} tabIndex={-1}>
        <div className={styles.banners}>
          {!online && (
            <Banner icon={CloudOff} tone="attention">
              You are offline. You can still log encounters; they are sent when you are back.
            </Banner>
          )}
          <WaitingBanner />
        </div>
        <ErrorBoundary place={pathname}>
          <Suspense fallback={null}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
      <BottomBar />
      <SignInAgain />
      <Suspense fallback={null}>
        {open === 'palette' && <Palette onClose={() => setOpen(null)} onHelp={() => setOpen('help')} />}
        {open === 'help' && <ShortcutsHelp onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}
