import { useQueries } from '@tanstack/react-query';
import { Download, Plus, X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { taskQuery } from '../../api/outline.ts';
import type { Config } from '../../domain/contract/config.ts';
import type { Task } from '../../domain/contract/task.ts';
import { packEntries } from '../../domain/pack/packEntry.ts';
import { countsOf, isUnanswered } from '../../domain/run/run.ts';
import { closePack } from '../../editor/state/packOpen.ts';
import { TypeChoice } from '../../gallery/deliver/DeliverChoices.tsx';
import { useDeliverySettings } from '../../gallery/deliver/deliverySettings.ts';
import { useZip } from '../../gallery/deliver/useZip.ts';
import { lookAt } from '../../gallery/galleryAddress.ts';
import { NO_FILTER } from '../../gallery/listFilter.ts';
import type { OpenSource } from '../../source/sourceStore.ts';
import { Button } from '../../ui/Button.tsx';
import { orderRun } from '../run/runChannel.ts';
import { putAwayRun } from '../run/runStore.ts';
import { CancelUnderWay } from './CancelUnderWay.tsx';
import styles from './PackDialog.module.css';
import { PackHead } from './PackHead.tsx';
import { PausedPack } from './PausedPack.tsx';
import { packProgress } from './packProgress.ts';
import { type PackRun, packRun } from './packRun.ts';
import { packZip } from './packZip.ts';
import { SheetCard } from './SheetCard.tsx';
import { usePreviewUrl } from './usePreviewUrl.ts';
import { ZipState } from './ZipState.tsx';

/** Every type holds the formats of platforms; what is larger comes as PNG all the same. */
const ANY_SIZE = { width: 1, height: 1 };

interface ContactSheetProps {
  run: PackRun;
  source: OpenSource;
  config: Config | null;
}

/** What came of a pack: every format in its exact pixels, to be approved, asked for once more and taken away together. */
export function ContactSheet({ run, source, config }: ContactSheetProps) {
  const preview = usePreviewUrl(source.bitmap);
  const tasks = useTasks(run);
  const zip = useZip(() => undefined);
  const body = useRef<HTMLDivElement>(null);
  // What was pressed is gone: the keys are still the dialog's.
  useEffect(() => body.current?.focus({ preventScroll: true }), []);
  const entries = useMemo(
    () =>
      run.parts.flatMap(({ item, press }) => {
        // However many steps it took: what it is called and how large it is does not depend on that, but on the cut.
        const wasCut = press.asked.crop !== null;
        const goesBeyond = wasCut && press.asked.maxSteps > 1;
        const reaching = { reachesAnyFrame: !wasCut, allowsCropping: wasCut, goesBeyond };
        return packEntries(run.size, [item], reaching);
      }),
    [run],
  );
  const sheet = run.parts.flatMap((part) => {
    const entry = entries.find(({ format }) => format.id === part.item.formatId);
    const task = part.taskId === null ? null : (tasks.get(part.taskId) ?? null);
    return entry === undefined ? [] : [{ part, entry, task }];
  });
  const settings = useDeliverySettings();
  const files = packZip(run, sheet, settings);
  const toCheck = sheet.filter(({ task }) => (task?.results[0]?.flags.length ?? 0) > 0).length;
  const hasAlpha = sheet.some(({ task }) => task?.source.hasAlpha === true);
  return (
    <div className={styles.parts}>
      <PackHead title={run.batch.name}>
        <p className={styles.quote} role="status">
          {packProgress(run, [...tasks.values()])}
        </p>
      </PackHead>
      <div ref={body} tabIndex={-1} className={styles.body} data-tells-of={run.batch.id}>
        <PausedPack run={run} />
        <ul className={styles.cards}>
          {sheet.map((each) => (
            <SheetCard
              key={each.entry.format.id}
              {...each}
              {...{ preview, config, sourceName: run.sourceName }}
              size={run.size}
            />
          ))}
        </ul>
      </div>
      <footer className={styles.footer}>
        <LeavePack run={run} />
        <CancelUnderWay tasks={[...tasks.values()]} />
        <Button variant="quiet" onClick={() => showBatch(run)}>
          In the gallery
        </Button>
        <div className={styles.type}>
          <TypeChoice size={ANY_SIZE} type={settings.type} hasAlpha={hasAlpha} />
        </div>
        <p className={styles.quote} role="status">
          {toCheck === 0
            ? ''
            : `${toCheck} of ${files.entries.length} to check before you deliver: the reason is on the card`}
        </p>
        <ZipState state={zip.state} onCancel={zip.cancel} />
        <Button
          variant="primary"
          data-end
          icon={<Download aria-hidden />}
          aria-disabled={files.entries.length === 0 || zip.state.kind === 'zipping'}
          onClick={() => {
            if (files.entries.length > 0 && zip.state.kind !== 'zipping')
              void zip.zip(files.name, files.entries);
          }}
        >
          {files.entries.length > 0 ? `Download ${files.entries.length} as zip` : 'Download as zip'}
        </Button>
      </footer>
    </div>
  );
}

/** Makes room for another pack; where formats of this one are to be sent yet, they are cancelled first. */
function LeavePack({ run }: { run: PackRun }) {
  const { toBeSent } = countsOf(run);
  // Where it is paused, the notice says so and has it.
  if (toBeSent > 0 && run.pausedBy === null)
    return (
      <Button variant="quiet" icon={<X aria-hidden />} onClick={() => orderRun(packRun, { does: 'cancel' })}>
        {`Cancel ${toBeSent} not sent yet`}
      </Button>
    );
  return (
    <Button
      variant="quiet"
      icon={<Plus aria-hidden />}
      disabled={run.parts.some(isUnanswered)}
      onClick={() => putAwayRun(packRun)}
    >
      Another pack
    </Button>
  );
}

/** Everything of this pack, pictures that were made once more too. */
function showBatch({ batch }: PackRun): void {
  closePack();
  lookAt({ ...NO_FILTER, screen: 'grid', batch: batch.id });
}

function useTasks({ parts }: PackRun): ReadonlyMap<string, Task> {
  const ids = parts.flatMap(({ taskId }) => taskId ?? []);
  const found = useQueries({ queries: ids.map(taskQuery) });
  return new Map(found.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
}
