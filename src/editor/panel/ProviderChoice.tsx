import { CSPProvider } from '@base-ui/react/csp-provider';
import { Select } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import type { Config, Provider } from '../../domain/contract.ts';
import { setProvider } from '../state/editorStore.ts';
import styles from './ProviderChoice.module.css';

/** Who expands, and what that costs: shown only where there is a choice. */
export function ProviderChoice({ config, chosen }: { config: Config; chosen: Provider | null }) {
  return (
    // The page's policy lets no style elements in; the list needs none of its own.
    <CSPProvider disableStyleElements>
      <Select.Root
        value={chosen?.name ?? null}
        onValueChange={(name) => name && setProvider(name)}
        items={config.providers.map(({ name, label }) => ({ value: name, label }))}
      >
        <Select.Trigger className={styles.trigger} aria-label="Provider">
          <Select.Value />
          <ChevronsUpDown aria-hidden />
        </Select.Trigger>
        <Select.Portal>
          <Select.Positioner
            className={styles.positioner}
            alignItemWithTrigger={false}
            align="end"
            sideOffset={6}
            collisionPadding={8}
          >
            <Select.Popup className={styles.popup}>
              {config.providers.map((provider) => (
                <Select.Item key={provider.name} value={provider.name} className={styles.item}>
                  <span className={styles.check}>
                    <Select.ItemIndicator>
                      <Check aria-hidden />
                    </Select.ItemIndicator>
                  </span>
                  <Select.ItemText className={styles.name}>{provider.label}</Select.ItemText>
                  <span className={styles.cost}>{costLabel(provider, config)}</span>
                </Select.Item>
              ))}
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
    </CSPProvider>
  );
}

function costLabel({ isPaid }: Provider, { pricePerImage }: Config): string {
  if (!isPaid) return 'free';
  return pricePerImage === null ? 'paid' : `${pricePerImage} an image`;
}
