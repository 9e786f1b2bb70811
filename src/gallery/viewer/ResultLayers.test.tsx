// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { expect, test } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { sampleTask } from '../../api/sampleTask.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { ResultLayers } from './ResultLayers.tsx';

const stage = { width: 1400, height: 900 };
const facts = {
  width: 2400,
  height: 900,
  fileBytes: 1,
  sent: null,
  flags: [],
  proof: null,
  colour: '#808080',
};
const results = ['one', 'two'].map((id, index) => ({ ...facts, id, index, isStarred: false }));
const task = sampleTask(1, { n: 2, results });

function layers(at: number) {
  const result = results[at];
  if (result === undefined) throw new Error('There is no such variant.');
  return (
    <QueryClientProvider client={client}>
      <ResultLayers
        task={task}
        result={result}
        scene={{ stage, image: result, pixelRatio: 1 }}
        rect={{ x: 0, y: 0, width: 600, height: 400 }}
      />
    </QueryClientProvider>
  );
}
const client = createQueryClient();

test.each(['load', 'error'])(
  'a variant stays below the next one until that is there, or says why not: %s',
  (event) => {
    const { container, rerender, unmount } = mount(layers(0));
    const images = (id: string) => [...container.querySelectorAll<HTMLImageElement>(`img[src*="/${id}/"]`)];
    const happens = (image: HTMLImageElement | undefined, name: string) =>
      act(() => void image?.dispatchEvent(new Event(name)));
    happens(images('one')[0], 'load');
    rerender(layers(1));
    expect(images('one')[0]?.dataset.loaded).toBe('true');
    expect(images('two')[0]?.dataset).toMatchObject({ loaded: 'false', atOnce: 'true' });
    expect(
      [...container.querySelectorAll('[role=img]')].map((each) => each.getAttribute('aria-label')),
    ).toEqual(['Result 2 of 2']);
    happens(images('two').at(-1), event);
    expect(images('one')).toEqual([]);
    unmount();
  },
);
