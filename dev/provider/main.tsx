import '../../src/zodWithoutEval.ts';
import '@fontsource-variable/geist';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startLiveUpdates } from '../../src/api/liveUpdates.ts';
import { createQueryClient } from '../../src/api/queryClient.ts';
import { ProviderPage } from './ProviderPage.tsx';

const queryClient = createQueryClient();
startLiveUpdates(queryClient);

const root = document.getElementById('root');
if (!root) throw new Error('provider.html has no element with the id root.');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ProviderPage />
    </QueryClientProvider>
  </StrictMode>,
);
