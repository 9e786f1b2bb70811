import '../../src/zodWithoutEval.ts';
import '@fontsource-variable/geist';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { providerTimesQuery } from '../../src/api/providerTimes.ts';
import { createQueryClient } from '../../src/api/queryClient.ts';
import { useEditorStore } from '../../src/editor/state/editorStore.ts';
import { StatesPage } from './StatesPage.tsx';

// The app in the next tab keeps its unfinished work: what this page sets is written nowhere.
useEditorStore.persist.setOptions({
  storage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
});

// No server answers here.
const queryClient = createQueryClient();
const usual = {
  provider: 'deerapi',
  n: null,
  lowMs: 21_000,
  medianMs: 34_000,
  highMs: 52_000,
  runs: 40,
} as const;
queryClient.setQueryData(providerTimesQuery.queryKey, { times: [usual] });

const root = document.getElementById('root');
if (!root) throw new Error('states.html has no element with the id root.');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <StatesPage />
    </QueryClientProvider>
  </StrictMode>,
);
