import './zodWithoutEval.ts';
import '@fontsource-variable/geist';
import './ui/tokens.css';
import './ui/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from 'react-error-boundary';
import { lazyWithReload } from './api/lazyWithReload.ts';
import { createQueryClient } from './api/queryClient.ts';
import { App } from './app/App.tsx';
import { AppFailure } from './app/AppFailure.tsx';
import { PartsGate } from './app/PartsGate.tsx';
import { SignInGate } from './app/signIn/SignInGate.tsx';
import { startServiceWorker } from './offline/startServiceWorker.ts';
import { showSurround } from './ui/surround.ts';

showSurround();
startServiceWorker();

const queryClient = createQueryClient();
// They may come after the first paint: their stream asks for all that may have changed when it opens.
void lazyWithReload(() => import('./api/liveUpdates.ts')).then(({ startLiveUpdates }) =>
  startLiveUpdates(queryClient),
);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root.');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ErrorBoundary FallbackComponent={AppFailure}>
        <PartsGate>
          <SignInGate>
            <App />
          </SignInGate>
        </PartsGate>
      </ErrorBoundary>
    </QueryClientProvider>
  </StrictMode>,
);
