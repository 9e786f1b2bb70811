import { type Answer, json } from './answer.ts';

/** What `GET /account/costs` answers; null where it is not asked for a time from and to, in milliseconds. */
export function packagesLeft(asked: URLSearchParams): Answer | null {
  const isWhole = ['start_time', 'end_time'].every((name) => /^\d{13}$/.test(asked.get(name) ?? ''));
  if (!isWhole) return null;
  const pack = {
    ...{ resource_pack_name: 'Image 1000', total_quantity: 1000, remaining_quantity: 812, status: 'online' },
  };
  return json(200, {
    ...{ code: 0, message: 'SUCCEED', data: { code: 0, resource_pack_subscribe_infos: [pack] } },
  });
}
