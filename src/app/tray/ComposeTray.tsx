import { X } from 'lucide-react';
import type { Config } from '../../domain/contract.ts';
import { areaFactor } from '../../domain/expansion.ts';
import { frameOf } from '../../domain/frame.ts';
import { trayQuote, trayQuoteLabel } from '../../domain/tray/trayQuote.ts';
import { askedOf } from '../../editor/askedOf.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { randomUuid } from '../../ui/randomUuid.ts';
import { MiniFrame } from '../pack/MiniFrame.tsx';
import { PackCard } from '../pack/PackCard.tsx';
import styles from '../pack/PackDialog.module.css';
import { PackHead } from '../pack/PackHead.tsx';
import { SubmitParts } from '../pack/SubmitParts.tsx';
import { runOf } from '../run/runStore.ts';
import { ItemAnchor } from './ItemAnchor.tsx';
import { itemPicture } from './itemPicture.ts';
import { useThumbnails } from './thumbnails.ts';
import { useTrayRun } from './trayRun.ts';
import { openKey, select } from './trayStore.ts';
import { type TrayEntry, useTrayEntries } from './useTrayEntries.ts';
import { applyTo } from './works.ts';

interface ComposeTrayProps {
  config: Config | null;
  onPress: () => void;
}

/** Looks over the images that are to be submitted together: each in its frame, with its anchor, and what all of it takes. */
export function ComposeTray({ config, onPress }: ComposeTrayProps) {
  const { entries, provider } = useTrayEntries(config);
  const paying = { isPaid: provider?.isPaid === true, pricePerImage: config?.pricePerImage ?? null };
  const quote = trayQuote(
    entries.map((entry) => entry.quote),
    paying,
  );
  const keys = entries.map(({ item }) => item.opened.key);
  const open = openKey();
  const openName = entries.find(({ item }) => item.opened.key === open)?.item.opened.name;
  const canSubmit = provider !== null && quote.tasks > 0;

  const submit = () => {
    if (!canSubmit) return;
    const batch = { id: randomUuid(), name: `${quote.tasks} images · ${dayNow()}` };
    onPress();
    const run = runOf(
      batch,
      entries.flatMap(({ item, size, work, quote: { obstacle } }) => {
        if (obstacle !== null || size === null) return [];
        const asked = askedOf(size, config, { ...work, provider: provider.name });
        const { key, name } = item.opened;
        return [{ sourceKey: key, sourceSize: size, asked: { ...asked, sourceName: name, batch } }];
      }),
    );
    useTrayRun.setState({ run });
  };

  return (
    <SubmitParts onSubmit={submit}>
      <PackHead title={`Expand ${entries.length} images`}>
        {open !== null && openName !== undefined && (
          <Button
            size="s"
            onClick={() => void applyTo(open, keys)}
            title={`The frame and the prompt of ${openName}`}
          >
            Apply the open image’s frame and prompt to all
          </Button>
        )}
      </PackHead>
      <div className={styles.body}>
        <ul className={styles.cards}>
          {entries.map((entry) => (
            <ImageCard key={entry.item.opened.key} entry={entry} keys={keys} />
          ))}
        </ul>
      </div>
      <footer className={styles.footer}>
        <p className={`${styles.quote} tabular`} role="status">
          <strong>{trayQuoteLabel(quote, paying.isPaid)}</strong>
          {provider?.label ?? 'Connecting to the server…'}
          {quote.without > 0 && ` · ${quote.without} of ${entries.length} cannot be sent as they are`}
        </p>
        <Button variant="primary" data-end aria-disabled={!canSubmit} onClick={submit}>
          {quote.tasks === 1 ? 'Expand 1 image' : `Expand ${quote.tasks} images`}
        </Button>
      </footer>
    </SubmitParts>
  );
}

function ImageCard({ entry, keys }: { entry: TrayEntry; keys: readonly string[] }) {
  const { item, size, work, quote } = entry;
  const { key, name } = item.opened;
  const made = useThumbnails((pictures) => pictures[key]);
  const preview = itemPicture(item, made);
  const frame = size && frameOf(size, work.expansion);
  return (
    <PackCard
      name={name}
      pixels={frame}
      says={saysOf(entry)}
      isProblem={quote.obstacle !== null}
      picture={frame && <MiniFrame frame={frame} formatId={null} {...{ size, preview }} />}
      actions={
        <>
          {size && !item.refused && <ItemAnchor itemKey={key} {...{ name, size, work }} />}
          <IconButton
            size="s"
            data-end
            label={`Leave out ${name}`}
            onClick={() => select(keys.filter((each) => each !== key))}
          >
            <X aria-hidden />
          </IconButton>
        </>
      }
    />
  );
}

/** `1.78×`, `in 2 steps`, or why there is no task for it. */
function saysOf({ quote, work }: TrayEntry): string {
  if (quote.obstacle !== null) return quote.obstacle;
  const pictures = quote.n > 1 ? ` · ${quote.n} pictures` : '';
  const takes = quote.steps > 1 ? `in ${quote.steps} steps` : `${areaFactor(work.expansion).toFixed(2)}×`;
  return `${takes}${pictures}`;
}

function dayNow(): string {
  return new Date().toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
