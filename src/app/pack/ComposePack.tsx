import { X } from 'lucide-react';
import { useMemo } from 'react';
import type { Config } from '../../domain/contract/config.ts';
import { areaFactor } from '../../domain/expansion.ts';
import { formatOf } from '../../domain/formatOf.ts';
import { PACKS, packNamed, tooLongIn } from '../../domain/pack/pack.ts';
import { type PackEntry, packEntries } from '../../domain/pack/packEntry.ts';
import { packQuote, packQuoteLabel } from '../../domain/pack/packQuote.ts';
import { packRequests } from '../../domain/pack/packRequests.ts';
import { problemDetail } from '../../domain/problem.ts';
import { isUnanswered } from '../../domain/run/run.ts';
import { withoutImageEnding } from '../../domain/sourceEndings.ts';
import { chosenProvider } from '../../editor/state/chosenProvider.ts';
import { setPrompt, useEditorStore } from '../../editor/state/editorStore.ts';
import { useReach } from '../../editor/state/reach.ts';
import type { OpenSource } from '../../source/sourceStore.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { randomUuid } from '../../ui/randomUuid.ts';
import { FormatChoice } from './FormatChoice.tsx';
import { ItemSettings } from './ItemSettings.tsx';
import { MiniFrame } from './MiniFrame.tsx';
import { PackCard } from './PackCard.tsx';
import { PackChoice } from './PackChoice.tsx';
import styles from './PackDialog.module.css';
import { PackHead } from './PackHead.tsx';
import { PausedPack } from './PausedPack.tsx';
import { type PackRun, startPackRun } from './packRun.ts';
import { chooseFormats, usePackStore } from './packStore.ts';
import { SubmitParts } from './SubmitParts.tsx';
import { usePreviewUrl } from './usePreviewUrl.ts';

interface ComposePackProps {
  source: OpenSource;
  config: Config | null;
  onPress: () => void;
  /** The pack of another image that was submitted last. */
  other: PackRun | null;
}

/** Puts a pack together: which formats, each with its own anchor and prompt, and what all of it takes. */
export function ComposePack({ source, config, onPress, other }: ComposePackProps) {
  const isBusy = other?.parts.some(isUnanswered) ?? false;
  const items = usePackStore((state) => state.items);
  const own = usePackStore((state) => state.own);
  const showsSafeZones = usePackStore((state) => state.showsSafeZones);
  const prompt = useEditorStore((state) => state.prompt);
  const provider = chosenProvider(
    config,
    useEditorStore((state) => state.provider),
  );
  const reachesAnyFrame = provider?.reachesAnyFrame === true;
  const reach = useReach(source.size);
  const entries = useMemo(
    () => packEntries(source.size, items, { ...reach, reachesAnyFrame }),
    [source.size, items, reachesAnyFrame, reach],
  );
  const preview = usePreviewUrl(source.bitmap);
  const paying = { isPaid: provider?.isPaid === true, pricePerImage: config?.pricePerImage ?? null };
  const quote = packQuote(entries, paying);
  const usesPrompt = provider?.usesPrompt === true;
  const tooLong = nameOfFormat(tooLongIn({ items, prompt, usesPrompt }));
  const canSubmit = provider !== null && quote.tasks > 0 && !isBusy && tooLong === null;
  const formatIds = items.map(({ formatId }) => formatId);

  const submit = () => {
    if (!canSubmit) return;
    const name = packNamed(items, [...own, ...PACKS])?.name ?? `${quote.tasks} formats`;
    const batch = { id: randomUuid(), name: `${name} · ${withoutImageEnding(source.name)}` };
    const order = { prompt, usesPrompt, provider: provider.name, sourceName: source.name, batch };
    onPress();
    startPackRun({
      ...{ sourceKey: source.key, sourceName: source.name, size: source.size },
      ...{ items, batch, requests: packRequests(entries, order) },
    });
  };

  return (
    <SubmitParts onSubmit={submit}>
      <PackHead title="Several formats">
        <PackChoice />
        <FormatChoice chosenIds={formatIds} onChoose={chooseFormats} />
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={showsSafeZones}
            onChange={({ currentTarget: { checked } }) => usePackStore.setState({ showsSafeZones: checked })}
          />
          Safe zones
        </label>
      </PackHead>
      <div className={styles.body}>
        {other !== null && <PausedPack run={other} />}
        {entries.length === 0 && (
          <div className={styles.empty}>
            <h3 className={styles.emptyTitle}>No formats yet</h3>
            <p>Choose a pack, or add formats one by one.</p>
          </div>
        )}
        <ul className={styles.cards}>
          {entries.map((entry) => (
            <PackCard
              key={entry.format.id}
              name={entry.format.name}
              pixels={entry.delivered}
              says={takesLabel(entry)}
              isProblem={entry.problem !== null && entry.problem !== 'nothing-to-add'}
              picture={
                <MiniFrame
                  frame={entry.frame}
                  formatId={showsSafeZones ? entry.format.id : null}
                  {...{ preview, size: source.size }}
                />
              }
              actions={
                <>
                  {entry.problem === null && (
                    <ItemSettings
                      item={entry.item}
                      formatName={entry.format.name}
                      promptForAll={prompt}
                      usesPrompt={usesPrompt}
                    />
                  )}
                  <IconButton
                    size="s"
                    data-end
                    label={`Leave out ${entry.format.name}`}
                    onClick={() => chooseFormats(formatIds.filter((id) => id !== entry.format.id))}
                  >
                    <X aria-hidden />
                  </IconButton>
                </>
              }
            />
          ))}
        </ul>
      </div>
      <footer className={styles.footer}>
        {usesPrompt && (
          <textarea
            className={styles.prompt}
            rows={1}
            dir="auto"
            aria-label="Prompt for all formats"
            placeholder="Prompt for all formats"
            value={prompt}
            onChange={({ currentTarget }) => setPrompt(currentTarget.value, 'pack prompt')}
          />
        )}
        <p className={`${styles.quote} tabular`} role="status">
          <strong>{packQuoteLabel(quote, paying.isPaid)}</strong>
          {noteOf({ isBusy, isPaused: other?.isPaused === true, tooLong, label: provider?.label ?? null })}
        </p>
        <Button variant="primary" data-end aria-disabled={!canSubmit} onClick={submit}>
          {expandLabel(quote.tasks)}
        </Button>
      </footer>
    </SubmitParts>
  );
}

/** `1.78×`, `2.99×, cut`, `in 2 steps`, or why there is no task for it. */
function takesLabel({ problem, steps, request: { expansion, crop } }: PackEntry): string {
  if (problem === 'nothing-to-add') return 'has this shape already';
  if (problem !== null) return problemDetail(problem);
  if (steps > 1) return `in ${steps} steps`;
  return `${areaFactor(expansion).toFixed(2)}×${crop === null ? '' : ', cut'}`;
}

function nameOfFormat(formatId: string | null): string | null {
  if (formatId === 'all') return 'all formats';
  return formatId === null ? null : (formatOf(formatId)?.name ?? formatId);
}

interface NoteOf {
  isBusy: boolean;
  isPaused: boolean;
  /** What the prompt is for that is too long. */
  tooLong: string | null;
  label: string | null;
}

function noteOf({ isBusy, isPaused, tooLong, label }: NoteOf) {
  if (label === null) return 'Connecting to the server…';
  if (tooLong !== null) return `The prompt for ${tooLong} is too long.`;
  if (isBusy)
    return isPaused ? 'Another pack waits: let it go on or cancel it.' : 'Another pack is being sent.';
  return `${label} · one image for each format`;
}

function expandLabel(tasks: number): string {
  if (tasks === 0) return 'Expand';
  return tasks === 1 ? 'Expand 1 format' : `Expand ${tasks} formats`;
}
