import { expect, test } from 'vitest';
import { tasks } from '../database/schema.ts';
import { sharp } from '../images/sharpSetup.ts';
import { taskRelays } from '../testing/taskRelays.ts';

const open = taskRelays();

async function base64Of(colour: string, size: { width: number; height: number }): Promise<string> {
  const create = { ...size, channels: 3, background: colour } as const;
  return (await sharp({ create }).png().toBuffer()).toString('base64');
}

function done(images: unknown) {
  return { status: 200, body: { code: 0, data: { task_status: 'succeed', task_result: { images } } } };
}

test.each<[string, (red: string, blue: string) => unknown]>([
  ['b64_json', (red, blue) => [{ b64_json: red }, { url: null, b64_json: blue }]],
  ['data: URLs', (red, blue) => [red, blue].map((one) => ({ url: `data:image/png;base64,${one}` }))],
  ['texts alone', (red, blue) => [red, `data:image/png;base64,${blue}`]],
])(
  'results that come inside of the answer as %s are kept, and no row holds them',
  async (_name, imagesOf) => {
    const { relay, upstream, accepted, db } = await open();
    const size = { width: 900, height: 400 };
    const images = imagesOf(await base64Of('#f00', size), await base64Of('#00f', size));
    upstream.addFaults({ on: 'query', nth: 'every', reply: done(images) });
    const task = await relay.submit({ n: 2 });
    const ended = await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain');
    expect(ended).toMatchObject({ status: 'succeeded', results: [{}, {}], problem: null });
    expect(accepted()).toEqual([1]);
    const [row] = await db.select().from(tasks);
    expect(JSON.stringify(row).length).toBeLessThan(10_000);
    expect(JSON.stringify(row?.upstreamImages)).toMatch(/in-answer-of:.*in-answer-of:/);
  },
);

test('images that are gone from the answer by the time they are fetched are asked for anew', async () => {
  const { relay, upstream, accepted } = await open();
  const image = { b64_json: await base64Of('#0f0', { width: 900, height: 400 }) };
  upstream.addFaults({ on: 'query', nth: 1, reply: done([image]) });
  const task = await relay.submit();
  expect(await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain')).toMatchObject({ results: [{}] });
  expect(accepted()).toEqual([1]);
});
