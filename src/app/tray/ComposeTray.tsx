import { CircleAlert, X } from 'lucide-react';
import type { Config } from '../../domain/contract/config.ts';
import { addsNothing, areaFactor } from '../../domain/expansion.ts';
import { frameOf } from '../../domain/frame.ts';
import { trayQuote, trayQuoteLabel } from '../../domain/tray/trayQuote.ts';
import { askedOf } from '../../editor/askedOf.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { randomUuid } from '../../ui/randomUuid.ts';
import { tip } from '../../ui/tip.ts';
import { MiniFrame } from '../pack/MiniFrame.tsx';
import { PackCard } from '../pack/PackCard.tsx';
import styles from '../pack/PackDialog.module.css';
import { PackHead } from '../pack/PackHead.tsx';
import { SubmitParts } from '../pack/SubmitParts.tsx';
import { beginRun, runOf } from '../run/runStore.ts';
import own from './ComposeTray.module.css';
import { ItemAnchor } from './ItemAnchor.tsx';
import { itemPicture } from './itemPicture.ts';
import { useThumbnails } from './thumbnails.ts';
import { trayRun } from './trayRun.ts';
import { openKey, select } from './trayStore.ts';
import { UnframedPicture } from './UnframedPicture.tsx';
import { type TrayEntry, useTrayEntries } from './useTrayEntries.ts';
import { applyTo } from './works.ts';

interface ComposeTrayProps {
  config: Config | null;
  onPress: () => void;
}

/** Looks over the images that are to be submitted together: each in its frame, with its anchor, and what all of it takes. */
export function ComposeTray({ config, onPress }: ComposeTrayProps) {
  const entries = useTrayEntries(config);
  const quote = trayQuote(
    entries.map((entry) => entry.quote),
    config?.pricePerImage ?? null,
  );
  const labels = providerLabels(entries);
  const keys = entries.map(({ item }) => item.opened.key);
  const open = openKey();
  const openName = entries.find(({ item }) => item.opened.key === open)?.item.opened.name;
  const canSubmit = quote.tasks > 0;

  const submit = () => {
    if (!canSubmit) return;
    const batch = { id: randomUuid(), name: `${imagesOf(quote.tasks)} · ${dayNow()}` };
    onPress();
    const run = runOf(
      batch,
      entries.flatMap(({ item, size, work, provider, quote: { obstacle } }) => {
        if (obstacle !== null || size === null || provider === null) return [];
        const asked = askedOf(size, config, { ...work, provider: provider.name });
        const { key, name } = item.opened;
        return [{ sourceKey: key, sourceSize: size, asked: { ...asked, sourceName: name, batch } }];
      }),
    );
    beginRun(trayRun, run);
  };

  return (
    <SubmitParts onSubmit={submit}>
      <PackHead title={`Expand ${imagesOf(entries.length)}`}>
        {open !== null && openName !== undefined && (
          <Button
            size="s"
            onClick={() => void applyTo(open, keys)}
            {...tip(`The frame, the prompt and the provider of ${openName}`)}
          >
            Apply the open image’s frame and prompt to all
          </Button>
        )}
      </PackHead>
      <div className={styles.body}>
        <ul className={styles.cards}>
          {entries.map((entry) => (
            <ImageCard key={entry.item.opened.key} {...{ entry, keys }} namesProvider={labels.length > 1} />
          ))}
        </ul>
      </div>
      <footer className={styles.footer}>
        <p className={`${styles.quote} tabular`} role="status">
          <strong>{trayQuoteLabel(quote)}</strong>
          {noteOf(labels, { without: quote.without, all: entries.length, isConnected: config !== null })}
        </p>
        <Button variant="primary" data-end aria-disabled={!canSubmit} onClick={submit}>
          {canSubmit ? `Expand ${imagesOf(quote.tasks)}` : 'Expand'}
        </Button>
      </footer>
    </SubmitParts>
  );
}

/** Of an image without a frame: its picture where there is one, as of one that is too small, else a sign. */
function NoFrame({ preview, isRefused }: { preview: string | null; isRefused: boolean }) {
  if (preview !== null) return <UnframedPicture preview={preview} />;
  return isRefused && <CircleAlert className={own.refused} aria-hidden />;
}

interface ImageCardProps {
  entry: TrayEntry;
  /** Of all that are looked over. */
  keys: readonly string[];
  /** Not all go to the same one. */
  namesProvider: boolean;
}

function ImageCard({ entry, keys, namesProvider }: ImageCardProps) {
  const { item, size, work, provider, quote } = entry;
  const { key, name } = item.opened;
  const made = useThumbnails((pictures) => pictures[key]);
  const preview = itemPicture(item, made);
  const frame = size && frameOf(size, work.expansion);
  return (
    <PackCard
      name={name}
      pixels={frame}
      says={[saysOf(entry), namesProvider && quote.obstacle === null && provider?.label]
        .filter(Boolean)
        .join(' · ')}
      isProblem={quote.obstacle !== null && (item.refused !== null || !addsNothing(work.expansion))}
      picture={
        frame ? (
          <MiniFrame frame={frame} formatId={null} {...{ size, preview }} />
        ) : (
          <NoFrame preview={preview} isRefused={item.refused !== null} />
        )
      }
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

/** Who expands: `Built-in`, or `DeerAPI for 12`, `Built-in for 3` where not all go to the same. */
function providerLabels(entries: readonly TrayEntry[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { provider, quote } of entries) {
    if (provider && quote.obstacle === null)
      counts.set(provider.label, (counts.get(provider.label) ?? 0) + 1);
  }
  if (counts.size <= 1) return [...counts.keys()];
  return [...counts].map(([label, images]) => `${label} for ${images}`);
}

interface Noted {
  without: number;
  all: number;
  isConnected: boolean;
}

function noteOf(labels: readonly string[], { without, all, isConnected }: Noted): string {
  if (!isConnected) return 'Connecting to the server…';
  if (without === all) return 'What each image lacks stands below it.';
  const left =
    without > 0 ? [`${without} of ${all} cannot be sent as ${without === 1 ? 'it is' : 'they are'}`] : [];
  return [...labels, ...left].join(' · ');
}

/** `1.78×`, `in 2 steps`, or why there is no task for it. */
function saysOf({ quote, work }: TrayEntry): string {
  if (quote.obstacle !== null) return quote.obstacle;
  const pictures = quote.n > 1 ? ` · ${quote.n} pictures` : '';
  const takes = quote.steps > 1 ? `in ${quote.steps} steps` : `${areaFactor(work.expansion).toFixed(2)}×`;
  return `${takes}${pictures}`;
}

function imagesOf(count: number): string {
  return count === 1 ? '1 image' : `${count} images`;
}

function dayNow(): string {
  return new Date().toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
