// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { NO_EXPANSION } from '../../domain/expansion.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { useEditorStore } from '../state/editorStore.ts';
import { SourceEdge } from './SourceEdge.tsx';

test('the mark leaves out the sides where the frame has its own line and its handles', () => {
  act(() => useEditorStore.setState({ expansion: { ...NO_EXPANSION, up: 0.5, left: -0.1 } }));
  const page = mount(<SourceEdge view={() => null} size={{ width: 300, height: 300 }} />);
  const edge = page.container.querySelector<HTMLElement>('div[aria-hidden]');
  // Top, right, bottom, left.
  expect(edge?.style.clipPath).toBe('inset(0px 2px 2px 0px)');
  act(() => useEditorStore.setState({ expansion: { ...NO_EXPANSION, right: 1 } }));
  expect(edge?.style.clipPath).toBe('inset(2px 0px 2px 2px)');
  page.unmount();
  act(() => useEditorStore.setState({ expansion: NO_EXPANSION }));
});
