import { useId } from 'react';
import { type Config, type Provider, providerNameSchema } from '../domain/contract.ts';
import { setProvider } from './editorStore.ts';
import styles from './ProviderChoice.module.css';

/** Who expands: shown only where there is a choice. */
export function ProviderChoice({ config, chosen }: { config: Config; chosen: Provider | null }) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        Provider
      </label>
      <select
        id={id}
        className={styles.select}
        value={chosen?.name}
        onChange={(event) => setProvider(providerNameSchema.parse(event.currentTarget.value))}
      >
        {config.providers.map((provider) => (
          <option key={provider.name} value={provider.name}>
            {provider.label}
          </option>
        ))}
      </select>
    </div>
  );
}
