import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { BrowserRouter } from 'react-router';
import { meQuery } from '@/features/accounts/accounts_api';
import { isProblem } from '@/shared/api/problem';
import { Failed } from '@/shared/ui/states';
import { AppRoutes } from './routes';

const FirstPage = lazy(async () => ({ default: (await import('@/features/accounts/first_page')).FirstPage }));

/** Signed in: the app. Otherwise: the first page. */
export function App() {
  const me = useQuery(meQuery);
  if (me.data) {
    return (
      <BrowserRouter key={me.data.member.id}>
        <AppRoutes />
      </BrowserRouter>
    );
  }
  if (me.isPending) return null;
  if (!isProblem(me.error, 'unauthenticated')) return <Failed error={me.error} retry={() => void me.refetch()} />;
  return (
    <Suspense fallback={null}>
      <FirstPage onCreated={() => history.replaceState(null, '', '/welcome')} />
    </Suspense>
  );
}
