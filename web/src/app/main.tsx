import '@/shared/ui/inter.css';
import '@/shared/ui/tokens.css';
import '@/shared/ui/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from '@/shared/api/queries';
import { keepAnswers, restoreAnswers } from '@/shared/offline/answers';
import { PatientGuard } from '@/shared/ui/patient_guard';
import { Toasts } from '@/shared/ui/toast';
import { App } from './app';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no root');
  const client = createQueryClient();
  // A browser that forbids storage still works, online.
  await restoreAnswers(client).catch(() => undefined);
  keepAnswers(client);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <PatientGuard>
          <App />
        </PatientGuard>
        <Toasts />
      </QueryClientProvider>
    </StrictMode>,
  );
  if ('serviceWorker' in navigator && import.meta.env.PROD)
    await navigator.serviceWorker.register('/service_worker.js');
}

void start();
