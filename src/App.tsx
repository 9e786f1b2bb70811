import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import styles from './App.module.css';
import { configQuery } from './api/config.ts';
import { fetchFile } from './api/fetchFile.ts';
import { loadPart } from './api/loadPart.ts';
import { resultImageUrl, sourceImageUrl } from './api/results.ts';
import { sourceFileQuery } from './api/sources.ts';
import type { Result, Task } from './domain/contract.ts';
import { resume, reuse, startAnew, useEditorStore } from './editor/editorStore.ts';
import { Gallery } from './gallery/Gallery.tsx';
import { SheetHead } from './SheetHead.tsx';
import type { SheetStop } from './sheetStops.ts';
import { DropHint } from './source/DropHint.tsx';
import { OpenScreen } from './source/OpenScreen.tsx';
import { readUrl } from './source/readUrl.ts';
import { SourceNotice } from './source/SourceNotice.tsx';
import type { Sample } from './source/samples.ts';
import { openFile, reopen, useSourceStore } from './source/sourceStore.ts';
import { useFileArrival } from './source/useFileArrival.ts';
import { useUpload } from './source/useUpload.ts';
import { hostIn } from './source/webAddress.ts';
import { TopBar } from './TopBar.tsx';
import { useSubmit } from './useSubmit.ts';
import type { View } from './ViewTabs.tsx';

const loadEditor = () => import('./editor/Editor.tsx');
/** The canvas is loaded when there is something to put on it: the first paint does not wait for it. */
const Editor = lazy(() => loadPart(loadEditor).then(({ Editor }) => ({ default: Editor })));

/** Opens a file as a new source, unexpanded. Tells whether it is open. */
async function openAnew(read: Parameters<typeof openFile>[0], from?: string): Promise<boolean> {
  const { sourceKey, expansion, anchor, formatId } = useEditorStore.getState();
  const restore = () => useEditorStore.setState({ sourceKey, expansion, anchor, formatId });
  const opened = await openFile(read, { restore, ...(from !== undefined && { from }) });
  if (opened) startAnew(opened.key);
  return opened !== null;
}

async function reuseTask(task: Task): Promise<boolean> {
  const isOpen =
    useSourceStore.getState().source?.sourceId === task.source.id ||
    (await openAnew(async (signal) => ({
      file: await fetchFile(
        sourceImageUrl(task.source.id),
        `Source of ${task.createdAt.slice(0, 10)}`,
        signal,
      ),
      sourceId: task.source.id,
    })));
  if (isOpen) reuse(task);
  return isOpen;
}

function openResult(result: Result): Promise<boolean> {
  return openAnew(async (signal) => ({
    file: await fetchFile(resultImageUrl(result.id), `Result ${result.width} × ${result.height}.png`, signal),
  }));
}

/** The one place where the features meet. */
export function App() {
  const { source, isOpening, openingFrom, problem } = useSourceStore();
  const config = useQuery(configQuery).data ?? null;
  const upload = useUpload(source);
  const [view, setView] = useState<View>('edit');
  const [sheetStop, setSheetStop] = useState<SheetStop>('peek');
  const chooseView = useCallback((chosen: View) => {
    setView(chosen);
    setSheetStop((stop) => (stop === 'peek' ? 'half' : stop));
  }, []);
  const showResults = useCallback(() => chooseView('results'), [chooseView]);
  const showEditor = useCallback((isOpen: boolean) => {
    if (isOpen) setView('edit');
  }, []);
  const submit = useSubmit({ source, config, upload, onSubmitted: showResults });

  const client = useQueryClient();
  const open = useCallback(
    (file: File) => void openAnew(async () => ({ file })).then(showEditor),
    [showEditor],
  );
  const openUrl = useCallback(
    (url: string) => void openAnew((signal) => readUrl(url, signal), hostIn(url)).then(showEditor),
    [showEditor],
  );
  const openSample = useCallback(
    ({ file, title }: Sample) =>
      void openAnew(async (signal) => ({ file: await fetchFile(file, `${title}.jpg`, signal) })),
    [],
  );
  const { isHovering } = useFileArrival(open, openUrl);

  useEffect(() => {
    const fetchSource = (sourceId: string) => client.fetchQuery(sourceFileQuery(sourceId));
    void reopen(fetchSource).then((source) => source && resume(source.key));
    // Loaded while there is nothing else to do, so that the first image does not wait for it.
    const timer = setTimeout(() => void loadEditor().catch(() => undefined), 400);
    return () => clearTimeout(timer);
  }, [client]);

  return (
    <div className={styles.app} data-view={view} data-open={source !== null} data-sheet={sheetStop}>
      <TopBar source={source} upload={upload} person={config?.person ?? null} onFile={open} />
      <aside data-area="gallery" aria-label="Results">
        <Gallery
          onReuse={(task) => void reuseTask(task).then(showEditor)}
          onOpenResult={(_task, result) => void openResult(result).then(showEditor)}
        />
      </aside>
      <SheetHead
        size={source?.size ?? null}
        view={view}
        onView={chooseView}
        stop={sheetStop}
        onStop={setSheetStop}
      />
      {source ? (
        <Suspense fallback={<main data-area="stage" aria-busy className={styles.loading} />}>
          <Editor source={source} config={config} submit={submit} />
        </Suspense>
      ) : (
        <main data-area="stage">
          <OpenScreen
            isOpening={isOpening}
            openingFrom={openingFrom}
            onFile={open}
            onUrl={openUrl}
            onSample={openSample}
          />
        </main>
      )}
      <SourceNotice
        openProblem={problem}
        uploadProblem={upload.problem}
        openingFrom={source && openingFrom}
      />
      {isHovering && <DropHint replaces={source !== null} />}
    </div>
  );
}
