// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { sampleTask } from '../api/sampleTask.ts';
import { PromptField } from '../editor/panel/PromptField.tsx';
import { forgetReplacedPrompt } from '../editor/panel/replacedPrompt.ts';
import { startAnew, useEditorStore } from '../editor/state/editorStore.ts';
import { HistoryKeys } from '../editor/state/HistoryKeys.tsx';
import { mount } from '../ui/testing/mount.tsx';
import { askAgain } from './openings.ts';

const task = sampleTask(1, { status: 'failed', prompt: 'a wide field', n: 3, provider: 'deerapi' });
let page: ReturnType<typeof mount>;

/** The panel, after the frame of the task with other settings. */
function changedAfter(isUsed: boolean) {
  startAnew('source', task.source);
  useEditorStore.setState({
    expansion: task.expansion,
    prompt: 'something else',
    n: 1,
    provider: 'built-in',
  });
  page = mount(
    <>
      <PromptField isUsed={isUsed} providerLabel="Built-in engine" />
      <HistoryKeys />
    </>,
  );
}

const field = () => page.container.querySelector('textarea');
const note = () => page.container.querySelector('#prompt-note')?.textContent;

const UNDO = { key: 'z', code: 'KeyZ', ctrlKey: true };

function typeInto(text: HTMLTextAreaElement | null, words: string) {
  // React looks for a change against the value that it set itself.
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(text, words);
  text?.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

afterEach(() => {
  page.unmount();
  useEditorStore.setState(useEditorStore.getInitialState(), true);
  forgetReplacedPrompt();
});

test('all that the task asked for is taken over, over the same frame too, and the prompt is at hand', async () => {
  changedAfter(true);
  act(() => askAgain(task));
  const { expansion, prompt, n, provider } = useEditorStore.getState();
  expect({ expansion, prompt, n, provider }).toEqual({
    ...{ expansion: task.expansion, prompt: 'a wide field', n: 3, provider: 'deerapi' },
  });
  await act(() => vi.waitFor(() => expect(document.activeElement?.id).toBe('prompt')));
});

test('that it takes the place of a prompt that was typed is said, and of none or of the same it is not', () => {
  changedAfter(true);
  act(() => useEditorStore.setState({ prompt: '' }));
  act(() => askAgain(task));
  act(() => askAgain(task));
  expect(note()).toBe('');
  act(() => useEditorStore.setState({ prompt: 'something else' }));
  act(() => askAgain(task));
  expect(note()).toMatch(/Undo brings yours back/);
  // From then on undo takes this back.
  act(() => useEditorStore.setState({ n: 2 }));
  expect(note()).toBe('');
});

test('the key of undo brings the prompt back while the cursor is in it, until something is typed there', async () => {
  changedAfter(true);
  act(() => askAgain(task));
  await act(() => vi.waitFor(() => expect(document.activeElement).toBe(field())));
  const press = () =>
    act(() => field()?.dispatchEvent(new KeyboardEvent('keydown', { ...UNDO, bubbles: true })));
  press();
  expect(field()?.value).toBe('something else');
  expect(note()).toBe('');
  act(() => typeInto(field(), 'mine'));
  press();
  expect(field()?.value).toBe('mine');
});

test('a prompt that the provider does not read gets no cursor', async () => {
  changedAfter(false);
  act(() => askAgain(task));
  await nextFrame();
  await nextFrame();
  expect(useEditorStore.getState().n).toBe(3);
  expect(document.activeElement?.id).not.toBe('prompt');
});
