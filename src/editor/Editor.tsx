import { useEffect } from 'react';
import type { Config } from '../domain/contract.ts';
import { addsNothing } from '../domain/expansion.ts';
import { MAX_PROMPT_LENGTH } from '../domain/limits.ts';
import { isDialogOpen } from '../ui/isDialogOpen.ts';
import { holdsModKey } from '../ui/modKey.ts';
import { useEditorStore } from './editorStore.ts';
import { useGestureStore } from './gestureStore.ts';
import { Panel } from './Panel.tsx';
import { Stage, type StageSource } from './Stage.tsx';
import type { SubmitState } from './SubmitBar.tsx';
import { useEditorKeys } from './useEditorKeys.ts';

interface EditorProps {
  source: StageSource;
  config: Config | null;
  submit: SubmitState;
}

/** Stage and panel: two areas of the app's own grid, so this adds no box around them. */
export function Editor({ source, config, submit }: EditorProps) {
  const guarded = { ...submit, onSubmit: () => canSubmit(submit, config) && submit.onSubmit() };

  useEditorKeys();

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !holdsModKey(event) || event.repeat) return;
      // Whoever prevented it holds an entry that cannot be read.
      if (event.defaultPrevented || isDialogOpen() || useGestureStore.getState().gesture) return;
      event.preventDefault();
      // A field that is being typed in shows what it comes to before that is submitted.
      if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
      if (canSubmit(submit, config)) submit.onSubmit();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [submit, config]);

  return (
    <>
      <main data-area="stage" aria-label="Canvas">
        <Stage key={source.key} source={source} />
      </main>
      <div data-area="panel">
        <Panel size={source.size} config={config} submit={guarded} />
      </div>
    </>
  );
}

/** Whether what is set makes a task, and none is being sent. */
function canSubmit(submit: SubmitState, config: Config | null): boolean {
  const { expansion, prompt } = useEditorStore.getState();
  return (
    config !== null &&
    submit.phase === 'idle' &&
    !addsNothing(expansion) &&
    prompt.length <= MAX_PROMPT_LENGTH
  );
}
