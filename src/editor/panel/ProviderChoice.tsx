import type { Config } from '../../domain/contract/config.ts';
import type { Provider } from '../../domain/contract/provider.ts';
import { ListChoice } from '../../ui/ListChoice.tsx';
import { setProvider } from '../state/editorStore.ts';
import styles from './ProviderChoice.module.css';

/** Who expands, and what that costs: shown only where there is a choice. */
export function ProviderChoice({ config, chosen }: { config: Config; chosen: Provider | null }) {
  const choices = config.providers.map((provider) => ({
    ...{ value: provider.name, label: provider.label },
    says: costLabel(provider, config),
  }));
  return (
    <div className={styles.field}>
      {/* The list itself is called so too. */}
      <span className={styles.label} aria-hidden>
        Provider
      </span>
      <ListChoice
        label="Provider"
        value={chosen?.name ?? null}
        groups={[{ choices }]}
        onChoose={setProvider}
        align="end"
        fills
      />
    </div>
  );
}

function costLabel({ isPaid }: Provider, { pricePerImage }: Config): string {
  if (!isPaid) return 'free';
  return pricePerImage === null ? 'paid' : `${pricePerImage} an image`;
}
