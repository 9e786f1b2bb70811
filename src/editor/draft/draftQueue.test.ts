import { describe, expect, it } from 'vitest';
import type { DraftPads } from './draftFrame.ts';
import type { Drafted, DraftRequest } from './draftMessage.ts';
import { createDraftQueue } from './draftQueue.ts';

const NOTHING: DraftPads = { up: 0, right: 0, bottom: 0, left: 0 };
const right = (px: number, mayBeRough = false): DraftRequest => ({
  pads: { ...NOTHING, right: px },
  cuts: NOTHING,
  mayBeRough,
});

/** A port whose fills end when the test says so, and a queue on it that notes what comes of them. */
function setUp(isUseful: (pads: DraftPads) => boolean = () => true) {
  const asked: {
    request: DraftRequest;
    end: (picture: string | null, isRough?: boolean) => Promise<void>;
  }[] = [];
  const shown: string[] = [];
  const dropped: string[] = [];
  const queue = createDraftQueue<string>({
    port: {
      fill: (request) =>
        new Promise<Drafted<string>>((resolve) => {
          const end = async (picture: string | null, isRough = false) => {
            resolve({ picture, isRough });
            // The queue goes on in the microtasks after the answer.
            await new Promise((done) => setImmediate(done));
          };
          asked.push({ request, end });
        }),
    },
    isUseful,
    onDraft: (picture, pads) => shown.push(`${picture} ${pads.right}`),
    onDropped: (picture) => dropped.push(picture),
  });
  const askedPx = () => asked.map(({ request }) => request.pads.right);
  return { queue, asked, askedPx, shown, dropped };
}

describe('createDraftQueue', () => {
  it('lets one fill run, and then only the newest of what was requested meanwhile', async () => {
    const { queue, asked, askedPx, shown } = setUp();
    for (const px of [8, 16, 24, 32]) queue.request(right(px));
    expect(askedPx()).toEqual([8]);
    await asked[0]?.end('first');
    expect(askedPx()).toEqual([8, 32]);
    await asked[1]?.end('second');
    expect(askedPx()).toEqual([8, 32]);
    expect(shown).toEqual(['first 8', 'second 32']);
  });

  it('asks once for pads that are running or were the last to be answered', async () => {
    const { queue, asked, askedPx } = setUp();
    queue.request(right(8));
    queue.request(right(16));
    queue.request(right(8));
    await asked[0]?.end('first');
    queue.request(right(8));
    expect(askedPx()).toEqual([8]);
    queue.request(right(16));
    expect(askedPx()).toEqual([8, 16]);
  });

  it('drops a draft that is no longer useful, and goes on with the newest request', async () => {
    const { queue, asked, askedPx, shown, dropped } = setUp(({ right: px }) => px > 8);
    queue.request(right(8));
    queue.request(right(64));
    await asked[0]?.end('late');
    expect([shown, dropped]).toEqual([[], ['late']]);
    expect(askedPx()).toEqual([8, 64]);
  });

  it('shows nothing where the engine refuses, does not ask for the same again, and asks for something else', async () => {
    const { queue, asked, askedPx, shown, dropped } = setUp();
    queue.request(right(8));
    await asked[0]?.end(null);
    queue.request(right(8));
    expect(askedPx()).toEqual([8]);
    queue.request(right(16));
    await asked[1]?.end('filled');
    expect([shown, dropped]).toEqual([['filled 16'], []]);
  });

  it('drops what still runs once it is stopped, and may be asked for it again', async () => {
    const { queue, asked, askedPx, shown, dropped } = setUp();
    queue.request(right(8));
    queue.request(right(16));
    queue.stop();
    await asked[0]?.end('late');
    expect([askedPx(), shown, dropped]).toEqual([[8], [], ['late']]);
    queue.request(right(8));
    expect(askedPx()).toEqual([8, 8]);
  });

  it('asks again for what came rough once a whole one is requested, and not the other way round', async () => {
    const { queue, asked, shown } = setUp();
    queue.request(right(8, true));
    await asked[0]?.end('rough', true);
    queue.request(right(8, true));
    expect(asked.map(({ request }) => request.mayBeRough)).toEqual([true]);
    queue.request(right(8));
    await asked[1]?.end('whole');
    expect(asked.map(({ request }) => request.mayBeRough)).toEqual([true, false]);
    queue.request(right(8, true));
    expect(asked).toHaveLength(2);
    expect(shown).toEqual(['rough 8', 'whole 8']);
  });

  it('does nothing twice where a rough draft was allowed and a whole one came', async () => {
    const { queue, asked } = setUp();
    queue.request(right(8, true));
    queue.request(right(8));
    await asked[0]?.end('whole');
    expect(asked).toHaveLength(1);
  });
});
