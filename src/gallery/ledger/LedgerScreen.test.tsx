// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { sampleTask } from '../../api/sampleTask.ts';
import { upsertTaskInCache } from '../../api/tasks.ts';
import { ledgerSchema } from '../../domain/contract/ledger.ts';
import type { Task } from '../../domain/contract/task.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { readGalleryView } from '../galleryAddress.ts';
import { LedgerScreen } from './LedgerScreen.tsx';

const sums = {
  ...{ tasks: 3, images: 4, units: '12.5', quota: null, statedImages: 1, statedCost: '$0.03' },
  ...{ failedCharged: 1, failedUncharged: 0, open: 0 },
};
const ledger = ledgerSchema.parse({ by: 'month', rows: [{ ...sums, key: '2026-01' }], total: sums });

function opened(tasks: number) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    const isLedger = address.startsWith('/api/ledger');
    return Promise.resolve(
      Response.json(isLedger ? { ...ledger, total: { ...ledger.total, tasks } } : { balances: [] }),
    );
  });
  const client = createQueryClient();
  const page = mount(
    <QueryClientProvider client={client}>
      <LedgerScreen view={readGalleryView('?view=costs&by=month')} config={undefined} />
    </QueryClientProvider>,
  );
  const csv = () =>
    [...page.container.querySelectorAll('button')].find(({ textContent }) => textContent === 'CSV');
  return { ...page, client, asked, csv };
}

afterEach(() => void vi.restoreAllMocks());

test('the costs open with their sums, and are saved as the same sums in a file', async () => {
  const { container, asked, csv, unmount } = opened(3);
  await vi.waitFor(() => expect(container.querySelectorAll('table tbody tr').length).toBeGreaterThan(0));
  expect(asked[0]).toMatch(/^\/api\/ledger\?by=month&zone=/);
  expect(container.textContent).toContain('12.5');
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(`${this.getAttribute('href')} ${this.download}`);
  });
  act(() => csv()?.click());
  expect(saved).toHaveLength(1);
  expect(saved[0]).toMatch(/^\/api\/ledger\/csv\?by=month&zone=\S+ outframe-costs-by-month\.csv$/);
  unmount();
});

test('where nothing was paid for there is nothing to save', async () => {
  const { container, csv, unmount } = opened(0);
  await vi.waitFor(() => expect(container.textContent).toContain('Nothing was paid for yet'));
  expect(csv()?.disabled).toBe(true);
  unmount();
});

test('a task that ends has its costs summed up at once, and one that goes on has not', async () => {
  const { client, container, asked, unmount } = opened(3);
  await vi.waitFor(() => expect(container.querySelectorAll('table tbody tr').length).toBeGreaterThan(0));
  const sumsAsked = () => asked.filter((address) => address.startsWith('/api/ledger')).length;
  const before = sumsAsked();
  const task = sampleTask(1, { status: 'processing' });
  await act(async () => upsertTaskInCache(client, task.id, task));
  expect(sumsAsked()).toBe(before);
  const ended: Task = { ...task, status: 'succeeded', revision: task.revision + 1 };
  await act(async () => upsertTaskInCache(client, task.id, ended));
  expect(sumsAsked()).toBe(before + 1);
  unmount();
});
