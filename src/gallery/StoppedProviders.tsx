import { useMutation } from '@tanstack/react-query';
import { tryProviderMutation } from '../api/config.ts';
import type { Config } from '../domain/contract/config.ts';
import { problemTitle } from '../domain/problem.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** Providers that refuse everything: said once for all their tasks, which wait. */
export function StoppedProviders({ config }: { config: Config | undefined }) {
  const { mutate, isPending } = useMutation(tryProviderMutation);
  return config?.providers.map(
    ({ name, label, stopped }) =>
      stopped && (
        <Notice
          key={name}
          tone="problem"
          title={`${label}: ${problemTitle(stopped.problem.code).toLowerCase()}`}
          actions={
            <Button size="s" aria-disabled={isPending} onClick={() => mutate(name)}>
              {isPending ? 'Trying…' : 'Try now'}
            </Button>
          }
        >
          {stopped.problem.detail}
        </Notice>
      ),
  );
}
