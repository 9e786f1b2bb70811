import { usePrefetchInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { configQuery } from '../api/config.ts';
import { fetchFile } from '../api/fetchFile.ts';
import { sourceFileQuery } from '../api/sources.ts';
import { tasksQuery } from '../api/tasks.ts';
import type { Result } from '../domain/contract/result.ts';
import type { Task } from '../domain/contract/task.ts';
import { followTask } from '../editor/stage/result/stageResultStore.ts';
import { withoutDeleted } from '../gallery/deletion/deletionKey.ts';
import { useDeletions } from '../gallery/deletion/useDeletions.ts';
import { openDelivery } from '../gallery/deliver/deliveryTarget.ts';
import { GalleryLoading } from '../gallery/GalleryLoading.tsx';
import { lookAt, useGalleryView } from '../gallery/galleryAddress.ts';
import { askForNotifications } from '../gallery/news/doneNews.ts';
import { useOpenResultId } from '../gallery/openResult.ts';
import { OpenScreen } from '../source/OpenScreen.tsx';
import { SourceNotice } from '../source/SourceNotice.tsx';
import type { Sample } from '../source/samples.ts';
import { type Arrival, tellChanged, useSourceStore } from '../source/sourceStore.ts';
import { useFileArrival } from '../source/useFileArrival.ts';
import { useUpload } from '../source/useUpload.ts';
import { useShortcutKey, useShortcutSheet } from '../ui/shortcuts/shortcutSheetStore.ts';
import { STAGE_ID } from '../ui/stageId.ts';
import styles from './App.module.css';
import { EditorLoading } from './EditorLoading.tsx';
import {
  askAgain,
  beginAnew,
  closeOpen,
  openAnew,
  openFiles,
  openResult,
  openResultById,
  openUrls,
  reopenWork,
  reuseTask,
} from './lazyOpenings.ts';
import {
  Editor,
  Gallery,
  HistoryKeys,
  loadEditor,
  OpenPack,
  OpenTray,
  ShortcutSheet,
  Tooltips,
} from './lazyParts.ts';
import { SkipLink } from './SkipLink.tsx';
import { SheetHead } from './sheet/SheetHead.tsx';
import type { SnapPoint } from './sheet/snapPoints.ts';
import { useSubmit } from './submit/useSubmit.ts';
import { TopBar } from './TopBar.tsx';
import type { Dropped } from './tray/arrive.ts';
import { useResultDrop } from './useResultDrop.ts';
import type { View } from './ViewTabs.tsx';

/** The one place where the features meet. */
export function App() {
  const { source, isOpening, openingFrom, problem } = useSourceStore();
  const config = useQuery(configQuery).data ?? null;
  const upload = useUpload(source, beginAnew);
  const [view, setView] = useState<View>('edit');
  const [sheetStop, setSheetStop] = useState<SnapPoint>('peek');
  const chooseView = useCallback((chosen: View) => {
    setView(chosen);
    setSheetStop((stop) => (stop === 'peek' ? 'half' : stop));
  }, []);
  const showEditor = useCallback((isOpen: boolean) => {
    if (!isOpen) return;
    setView('edit');
    // Nothing that was opened stays behind what covers the stage.
    lookAt({ screen: null });
  }, []);
  const [newTaskId, setNewTaskId] = useState<string | null>(null);
  const onSubmitted = useCallback(({ id }: Task, sourceKey: string) => {
    followTask(sourceKey, id);
    setNewTaskId(id);
    // On a small screen the stage tells how far it is; beside it there is no room for the list.
    setSheetStop('peek');
  }, []);
  const submit = useSubmit({ source, upload, onPress: askForNotifications, onSubmitted });

  const stageResult = useMemo(
    () => ({
      onKeep: (task: Task, result: Result) => void openResult(task, result).then(showEditor),
      onDeliver: (task: Task, result: Result) => openDelivery([{ task, result }]),
      onRetry: (task: Task) => {
        chooseView('edit');
        askAgain(task);
      },
    }),
    [showEditor, chooseView],
  );
  usePrefetchInfiniteQuery(tasksQuery);
  const isCovered = useGalleryView().screen !== null;
  const deletions = useDeletions();
  const { hidden } = deletions;
  const leaveOutDeleted = useCallback((tasks: readonly Task[]) => withoutDeleted(tasks, hidden), [hidden]);

  const open = useCallback(
    (files: Dropped, isBeside = false) => openFiles(files, isBeside).then(showEditor),
    [showEditor],
  );
  const openCopy = (copy: Arrival, done: string) =>
    void openAnew(async () => copy).then((isOpen) => {
      if (isOpen) tellChanged(done);
      showEditor(isOpen);
    });
  const openAddresses = useCallback(
    (urls: readonly string[]) => void openUrls(urls).then(showEditor),
    [showEditor],
  );
  const openSample = useCallback(
    ({ file, title }: Sample) =>
      void openAnew(async (signal) => ({ file: await fetchFile(file, `${title}.jpg`, signal) })).then(
        showEditor,
      ),
    [showEditor],
  );
  const hovering = useFileArrival(open, openAddresses);

  const dropResult = useCallback((id: string) => void openResultById(id).then(showEditor), [showEditor]);
  useResultDrop(dropResult);

  useEffect(() => {
    void import('../offline/arrivingFiles.ts').then(({ followArrivingFiles }) =>
      followArrivingFiles(open, tellChanged),
    );
  }, [open]);

  useReopening();

  return (
    <div className={styles.app} data-view={view} data-open={source !== null} data-sheet={sheetStop}>
      <SkipLink />
      <TopBar
        source={source}
        upload={upload}
        person={config?.person ?? null}
        onFiles={open}
        onClose={closeOpen}
      />
      <SheetHead
        isCovered={isCovered}
        size={source?.size ?? null}
        view={view}
        onView={chooseView}
        stop={sheetStop}
        onStop={setSheetStop}
      />
      {source ? (
        <Suspense fallback={<EditorLoading isCovered={isCovered} />}>
          <Editor
            source={source}
            config={config}
            submit={submit}
            result={stageResult}
            withoutDeleted={leaveOutDeleted}
            isCovered={isCovered}
          />
        </Suspense>
      ) : (
        <main id={STAGE_ID} tabIndex={-1} data-area="stage" inert={isCovered}>
          <OpenScreen
            isOpening={isOpening}
            openingFrom={openingFrom}
            onFiles={open}
            onUrls={openAddresses}
            onSample={openSample}
          />
        </main>
      )}
      <aside data-area="gallery" aria-label="Results">
        <Suspense fallback={<GalleryLoading />}>
          <Gallery
            deletions={deletions}
            newTaskId={newTaskId}
            onReuse={(task) => void reuseTask(task).then(showEditor)}
            onOpenResult={(task, result) => void openResult(task, result).then(showEditor)}
          />
        </Suspense>
      </aside>
      <SourceNotice
        openProblem={problem}
        uploadProblem={upload.problem}
        openingFrom={source && openingFrom}
        onCopy={openCopy}
      />
      <OpenShortcuts />
      <Suspense fallback={null}>
        <HistoryKeys />
        <Tooltips />
        <OpenTray {...{ config, isCovered, hovering }} onPress={askForNotifications} />
        <OpenPack source={source} config={config} onPress={askForNotifications} />
      </Suspense>
    </div>
  );
}

/** The sheet of keys; the viewer has it inside, where its own keys leave it alone. */
function OpenShortcuts() {
  useShortcutKey();
  const isOpen = useShortcutSheet((state) => state.isOpen);
  const isViewing = useOpenResultId() !== null;
  // It stays once it was asked for: closing it gives the focus back.
  const [isAskedFor, setAskedFor] = useState(false);
  if (isOpen && !isAskedFor) setAskedFor(true);
  return <Suspense fallback={null}>{isAskedFor && !isViewing && <ShortcutSheet />}</Suspense>;
}

/** Opens what was open before a reload, and loads the editor meanwhile. */
function useReopening(): void {
  const client = useQueryClient();
  useEffect(() => {
    const fetchSource = (sourceId: string) => client.fetchQuery(sourceFileQuery(sourceId));
    void reopenWork(fetchSource);
    // Loaded while there is nothing else to do, so that the first image does not wait for it.
    const isWanted = useSourceStore.getState().opened !== null;
    const timer = setTimeout(() => void loadEditor().catch(() => undefined), isWanted ? 0 : 400);
    return () => clearTimeout(timer);
  }, [client]);
}
