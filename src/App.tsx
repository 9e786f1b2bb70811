import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import styles from './App.module.css';
import { configQuery } from './api/config.ts';
import { resultImageUrl, sourceImageUrl } from './api/results.ts';
import type { Result, Task } from './domain/contract.ts';
import { ProblemError } from './domain/problem.ts';
import { reuse, setExpansion, startAnew, useEditorStore } from './editor/editorStore.ts';
import { Gallery } from './gallery/Gallery.tsx';
import { DropHint } from './source/DropHint.tsx';
import { OpenScreen } from './source/OpenScreen.tsx';
import { SourceNotice } from './source/SourceNotice.tsx';
import { fetchSample, type Sample } from './source/samples.ts';
import { openFile, reopen, showSourceProblem, useSourceStore } from './source/sourceStore.ts';
import { useFileArrival } from './source/useFileArrival.ts';
import { useUpload } from './source/useUpload.ts';
import { TopBar } from './TopBar.tsx';
import { useSubmit } from './useSubmit.ts';
import { type View, ViewTabs } from './ViewTabs.tsx';

/** The canvas is loaded when there is something to put on it: the first paint does not wait for it. */
const Editor = lazy(() => import('./editor/Editor.tsx').then(({ Editor }) => ({ default: Editor })));

async function openAnew(read: () => Promise<File>): Promise<void> {
  const { expansion } = useEditorStore.getState();
  try {
    if (await openFile(await read(), () => setExpansion(expansion))) startAnew();
  } catch (cause) {
    showSourceProblem(
      cause instanceof ProblemError ? cause : new ProblemError('relay-unreachable', { cause }),
    );
  }
}

async function fetchFile(url: string, name: string): Promise<File> {
  const answer = await fetch(url);
  if (!answer.ok) throw new ProblemError(answer.status === 404 ? 'source-not-found' : 'relay-unreachable');
  return new File([await answer.blob()], name);
}

async function reuseTask(task: Task): Promise<void> {
  const { source } = useSourceStore.getState();
  if (source?.sourceId !== task.source.id) {
    await openAnew(() =>
      fetchFile(sourceImageUrl(task.source.id), `Source of ${task.createdAt.slice(0, 10)}`),
    );
    if (!useSourceStore.getState().source) return;
  }
  reuse(task);
}

async function openResult(_task: Task, result: Result): Promise<void> {
  await openAnew(() => fetchFile(resultImageUrl(result.id), `Result ${result.width} × ${result.height}.png`));
}

/** The one place where the features meet. */
export function App() {
  const { source, isOpening, problem } = useSourceStore();
  const config = useQuery(configQuery).data ?? null;
  const upload = useUpload(source);
  const [view, setView] = useState<View>('edit');
  const submit = useSubmit(
    source,
    useCallback(() => setView('results'), []),
  );

  const open = useCallback((file: File) => void openAnew(async () => file).then(() => setView('edit')), []);
  const openSample = useCallback((sample: Sample) => void openAnew(() => fetchSample(sample)), []);
  const { isHovering } = useFileArrival(open);

  useEffect(() => {
    void reopen((sourceId) => fetchFile(sourceImageUrl(sourceId), sourceId));
  }, []);

  return (
    <div className={styles.app} data-view={view} data-open={source !== null}>
      <TopBar source={source} upload={upload} onFile={open} />
      <aside data-area="gallery" aria-label="Results">
        <Gallery
          onReuse={(task) => void reuseTask(task).then(() => setView('edit'))}
          onOpenResult={(task, result) => void openResult(task, result).then(() => setView('edit'))}
        />
      </aside>
      <ViewTabs view={view} onView={setView} />
      {source ? (
        <Suspense fallback={<main data-area="stage" aria-busy className={styles.loading} />}>
          <Editor source={source} config={config} submit={submit} />
        </Suspense>
      ) : (
        <main data-area="stage">
          <OpenScreen isOpening={isOpening} onFile={open} onSample={openSample} />
        </main>
      )}
      <SourceNotice problem={problem} />
      {isHovering && <DropHint replaces={source !== null} />}
    </div>
  );
}
