import { useCallback, useEffect } from 'react';
import type { Config } from '../domain/contract/config.ts';
import type { Task } from '../domain/contract/task.ts';
import { addsNothing } from '../domain/expansion.ts';
import { MAX_PROMPT_LENGTH } from '../domain/limits.ts';
import { planFor } from '../domain/plan/plan.ts';
import type { Size } from '../domain/side.ts';
import { isStageCovered } from '../ui/isDialogOpen.ts';
import { holdsModKey } from '../ui/modKey.ts';
import { pressedKey } from '../ui/pressedKey.ts';
import { STAGE_ID } from '../ui/stageId.ts';
import { useNextTask } from '../ui/useNextTask.ts';
import { type Asked, askedOf } from './askedOf.ts';
import { Panel } from './panel/Panel.tsx';
import { forgetReplacedPrompt } from './panel/replacedPrompt.ts';
import type { SubmitState } from './panel/SubmitBar.tsx';
import { StageResult } from './stage/result/StageResult.tsx';
import type { StageResultActions } from './stage/result/stageResultActions.ts';
import { Stage, type StageSource } from './stage/Stage.tsx';
import { chosenProvider } from './state/chosenProvider.ts';
import { useDragStore } from './state/dragStore.ts';
import { useEditorStore } from './state/editorStore.ts';

/** How a task is submitted, and how far that is. */
export interface SubmitControl extends Omit<SubmitState, 'onSubmit'> {
  /** Key of the source that Expand was pressed for, until there is a task. */
  sourceKey: string | null;
  onSubmit: (asked: Asked) => void;
}

interface EditorProps {
  source: StageSource;
  config: Config | null;
  submit: SubmitControl;
  result: StageResultActions;
  /** Tasks without what is about to be deleted. */
  withoutDeleted: (tasks: readonly Task[]) => readonly Task[];
  /** Something lies over all of it: nothing here is reached meanwhile. */
  isCovered: boolean;
}

/** Stage and panel: two areas of the app's own grid, so this adds no box around them. */
export function Editor({ source, config, submit, result, withoutDeleted, isCovered }: EditorProps) {
  const provider = useEditorStore((state) => state.provider);
  const chosen = chosenProvider(config, provider);
  // The picture first: stage and panel together are one task that keeps the page from all else for too long.
  const isPanelDue = useNextTask();
  const onSubmit = useCallback(() => {
    if (!canSubmit(submit, config, source.size)) return;
    forgetReplacedPrompt();
    submit.onSubmit(askedOf(source.size, config));
  }, [submit, config, source.size]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (pressedKey(event) !== 'Enter' || !holdsModKey(event) || event.repeat) return;
      // Whoever prevented it holds an entry that cannot be read.
      if (event.defaultPrevented || isStageCovered() || useDragStore.getState().gesture) return;
      event.preventDefault();
      // A field that is being typed in shows what it comes to before that is submitted.
      if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
      onSubmit();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [onSubmit]);

  return (
    <>
      <main id={STAGE_ID} tabIndex={-1} data-area="stage" aria-label="Canvas" inert={isCovered}>
        <Stage
          key={source.key}
          source={source}
          takesSteps={!chosen?.reachesAnyFrame}
          otherProvider={chosen && chosen.name !== 'built-in' ? chosen.label : null}
          overlay={(view) => (
            <StageResult
              sourceKey={source.key}
              bitmap={source.bitmap}
              config={config}
              view={view}
              submitting={submit.phase !== 'idle' && submit.sourceKey === source.key ? submit : null}
              withoutDeleted={withoutDeleted}
              {...result}
            />
          )}
        />
      </main>
      <div data-area="panel" inert={isCovered}>
        {isPanelDue && <Panel size={source.size} config={config} submit={{ ...submit, onSubmit }} />}
      </div>
    </>
  );
}

/** Whether what is set makes a task, and none is being sent. */
function canSubmit(submit: Pick<SubmitState, 'phase'>, config: Config | null, size: Size): boolean {
  const { expansion, prompt } = useEditorStore.getState();
  return (
    config !== null &&
    submit.phase === 'idle' &&
    !addsNothing(expansion) &&
    planFor(size, expansion).problem === null &&
    prompt.length <= MAX_PROMPT_LENGTH
  );
}
