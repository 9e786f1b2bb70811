import { useEffect, useState } from 'react';
import { type Connection, useConnection } from '../../src/api/connection.ts';
import { ConnectionMark } from '../../src/app/ConnectionMark.tsx';
import { MAX_PROMPT_LENGTH } from '../../src/domain/limits.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import { AreaGauge } from '../../src/editor/panel/AreaGauge.tsx';
import { FrameNote } from '../../src/editor/panel/FrameNote.tsx';
import { SubmitBar, type SubmitState } from '../../src/editor/panel/SubmitBar.tsx';
import { StageChip } from '../../src/editor/stage/result/StageChip.tsx';
import type { EditorState } from '../../src/editor/state/editorState.ts';
import { useEditorStore } from '../../src/editor/state/editorStore.ts';
import type { SubmitPhase } from '../../src/editor/submitPhase.ts';
import { UndoToast } from '../../src/gallery/deletion/UndoToast.tsx';
import { SourceLabel } from '../../src/source/SourceLabel.tsx';
import type { OpenSource } from '../../src/source/sourceStore.ts';
import type { UploadState } from '../../src/source/useUpload.ts';
import { Choice } from '../Choice.tsx';
import { SAMPLE_SOURCES } from '../sampleIds.ts';
import { Section, Specimen } from './Specimen.tsx';
import styles from './States.module.css';
import { sampleConfig } from './sampleConfig.ts';
import { KEPT_SOME, TASK_SPECIMENS } from './taskSpecimens.ts';

const nothing = () => undefined;

const EDITS = {
  untouched: { expansion: { up: 0, right: 0, bottom: 0, left: 0 }, prompt: '', n: 1 },
  grown: { expansion: { up: 0, right: 0.5, bottom: 0.1, left: 0 }, prompt: '', n: 1 },
  limit: { expansion: { up: 0.5, right: 0.5, bottom: 0.5, left: 0 }, prompt: '', n: 4 },
  prompt: {
    expansion: { up: 0, right: 0.5, bottom: 0, left: 0 },
    prompt: 'x'.repeat(MAX_PROMPT_LENGTH + 1),
    n: 1,
  },
} satisfies Record<string, Partial<EditorState>>;
type Edit = keyof typeof EDITS;

const EDIT_CHOICES: readonly (readonly [Edit, string])[] = [
  ['untouched', 'untouched'],
  ['grown', 'grown'],
  ['limit', 'at the limit, 4 images'],
  ['prompt', 'prompt too long'],
];

const idle: SubmitState = {
  ...{ phase: 'idle', problem: null },
  ...{ onSubmit: nothing, onCancel: nothing, onDismissProblem: nothing },
};

const SUBMITS: readonly (readonly [caption: string, submit: SubmitState])[] = [
  ['idle', idle],
  ['the image is still being sent', { ...idle, phase: 'uploading' }],
  ['being submitted', { ...idle, phase: 'sending' }],
  ['the relay does not answer', { ...idle, phase: 'waiting' }],
  ['refused by the relay', { ...idle, problem: new ProblemError('too-many-open-tasks') }],
  [
    'refused, and when it lifts',
    {
      ...idle,
      problem: new ProblemError('daily-images-used-up', { liftsAt: new Date(Date.now() + 3_600_000) }),
    },
  ],
];

/** What the panel shows of a submit: every phase of one, under every state of the editor. */
export function SubmitBars() {
  const [edit, setEdit] = useState<Edit>('grown');
  useEffect(() => {
    useEditorStore.setState(EDITS[edit]);
  }, [edit]);
  const paid = sampleConfig.providers.find(({ isPaid }) => isPaid) ?? null;
  const free = sampleConfig.providers.find(({ isPaid }) => !isPaid) ?? null;
  return (
    <Section
      id="submit-bar"
      title="Submit bar, gauge and note"
      controls={<Choice label="The editor is" options={EDIT_CHOICES} value={edit} onChange={setEdit} />}
    >
      {SUBMITS.map(([caption, submit]) => (
        <Specimen key={caption} caption={caption} width="panel">
          <SubmitBar size={SAMPLE_SOURCES.meadow} config={sampleConfig} chosen={paid} submit={submit} />
        </Specimen>
      ))}
      <Specimen caption="built-in engine" width="panel">
        <SubmitBar size={SAMPLE_SOURCES.meadow} config={sampleConfig} chosen={free} submit={idle} />
      </Specimen>
      <Specimen caption="price not known" width="panel">
        <SubmitBar
          size={SAMPLE_SOURCES.meadow}
          config={{ ...sampleConfig, pricePerImage: null }}
          chosen={paid}
          submit={idle}
        />
      </Specimen>
      <Specimen caption="the relay has not told its providers yet" width="panel">
        <SubmitBar size={SAMPLE_SOURCES.meadow} config={null} chosen={null} submit={idle} />
      </Specimen>
      <Specimen caption="gauge and note" width="panel">
        <FrameNote size={SAMPLE_SOURCES.meadow} />
        <AreaGauge size={SAMPLE_SOURCES.meadow} takesSteps />
      </Specimen>
    </Section>
  );
}

const SUBMITTING: readonly (readonly [caption: string, phase: SubmitPhase])[] = [
  ['the image is still being sent', 'uploading'],
  ['being submitted', 'sending'],
  ['the relay does not answer', 'waiting'],
];

/** What the stage tells of a press of Expand, of tasks that wait, and of one that ended without all that was asked for. */
export function StageChips() {
  const { caption, task } = KEPT_SOME;
  return (
    <Section id="stage-task" title="On the stage">
      {SUBMITTING.map(([words, phase]) => (
        <Specimen key={phase} caption={words} width="wide">
          <div className={styles.stage}>
            <StageChip
              submitting={{ phase, problem: null, onCancel: nothing }}
              task={undefined}
              onRetry={nothing}
            />
          </div>
        </Specimen>
      ))}
      {TASK_SPECIMENS.submitting.map((each) => (
        <Specimen key={each.caption} caption={each.caption} width="wide">
          <div className={styles.stage}>
            <StageChip submitting={null} task={each.task} onRetry={nothing} />
          </div>
        </Specimen>
      ))}
      <Specimen caption={`failed, ${caption}`} width="wide">
        <div className={styles.stage}>
          <StageChip submitting={null} task={task} onRetry={nothing} />
        </div>
      </Specimen>
    </Section>
  );
}

const CONNECTIONS: readonly (readonly [Connection | 'intercepted', string])[] = [
  ['live', 'live'],
  ['polling', 'polling'],
  ['offline', 'offline'],
  ['intercepted', 'answered by another'],
];

function bitmap(): ImageBitmap {
  const canvas = new OffscreenCanvas(1, 1);
  canvas.getContext('2d');
  return canvas.transferToImageBitmap();
}

function openSource(name: string, fileBytes: number): OpenSource {
  const { width, height } = SAMPLE_SOURCES.meadow;
  const file = new File([], name);
  return {
    ...{ key: name, name, fileBytes, sourceId: null, facts: null },
    ...{ size: { width, height }, bitmap: bitmap(), file, shown: file },
  };
}

const MEADOW = openSource('meadow.jpg', 612_000);
const LARGE = openSource('a very long name that a camera or a colleague has given.tif.jpg', 18_400_000);

const UPLOADS: readonly (readonly [caption: string, source: OpenSource, upload: UploadState])[] = [
  ['42 % sent', MEADOW, { phase: 'uploading', share: 0.42, problem: null }],
  ['waits for the relay', MEADOW, { phase: 'waiting', share: 0, problem: null }],
  ['on the relay', MEADOW, { phase: 'done', share: 1, problem: null }],
  ['over 10 MB', LARGE, { phase: 'done', share: 1, problem: null }],
];

/** Lines and bars around the stage. */
export function OtherBars() {
  const { connection, isIntercepted } = useConnection();
  return (
    <Section
      id="bars"
      title="Top bar and toasts"
      controls={
        <Choice
          label="The relay is"
          options={CONNECTIONS}
          value={isIntercepted ? 'intercepted' : connection === 'connecting' ? 'live' : connection}
          onChange={(chosen) =>
            useConnection.setState({
              connection: chosen === 'intercepted' ? 'offline' : chosen,
              isIntercepted: chosen === 'intercepted',
            })
          }
        />
      }
    >
      {UPLOADS.map(([caption, source, upload]) => (
        <Specimen key={caption} caption={caption} width="wide">
          <SourceLabel source={source} upload={upload} />
        </Specimen>
      ))}
      <Specimen caption="mark of the connection: words only when it is lost" width="wide">
        <ConnectionMark />
      </Specimen>
      <Specimen caption="one task deleted" isCentred>
        <UndoToast taskIds={['one']} onUndo={nothing} onHold={nothing} onRelease={nothing} />
      </Specimen>
      <Specimen caption="three tasks deleted" isCentred>
        <UndoToast taskIds={['one', 'two', 'three']} onUndo={nothing} onHold={nothing} onRelease={nothing} />
      </Specimen>
    </Section>
  );
}
