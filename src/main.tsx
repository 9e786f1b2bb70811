import './zodWithoutEval.ts';
import '@fontsource-variable/geist';
import './ui/tokens.css';
import './ui/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from 'react-error-boundary';
import { App } from './App.tsx';
import { AppFailure } from './AppFailure.tsx';
import { startLiveUpdates } from './api/liveUpdates.ts';
import { createQueryClient } from './api/queryClient.ts';
import { SignInGate } from './SignInGate.tsx';

const queryClient = createQueryClient();
startLiveUpdates(queryClient);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root.');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ErrorBoundary FallbackComponent={AppFailure}>
        <SignInGate>
          <App />
        </SignInGate>
      </ErrorBoundary>
    </QueryClientProvider>
  </StrictMode>,
);
