import { create } from 'zustand';

/** `refused`: asked for and not given; `shown`: told now; `told`: once is enough, since it does not change by itself. */
type Refusal = 'none' | 'refused' | 'shown' | 'told';

export const useNotificationRefusal = create<{ readonly refusal: Refusal }>()(() => ({ refusal: 'none' }));

export function noteNotificationRefusal(): void {
  useNotificationRefusal.setState(({ refusal }) => ({ refusal: refusal === 'none' ? 'refused' : refusal }));
}

/** Where the system would have told of something: whoever comes back reads what does instead. */
export function tellNotificationRefusal(): void {
  useNotificationRefusal.setState(({ refusal }) => ({ refusal: refusal === 'refused' ? 'shown' : refusal }));
}

export function dismissNotificationRefusal(): void {
  useNotificationRefusal.setState({ refusal: 'told' });
}
