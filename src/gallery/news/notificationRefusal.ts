import { create } from 'zustand';

interface NotificationRefusal {
  readonly isTold: boolean;
  readonly isShown: boolean;
}

/** That this browser does not notify is told once: asked at the next submit, it would say the same. */
export const useNotificationRefusal = create<NotificationRefusal>()(() => ({
  isTold: false,
  isShown: false,
}));

export function tellNotificationRefusal(): void {
  useNotificationRefusal.setState(({ isTold, isShown }) => ({ isTold: true, isShown: isShown || !isTold }));
}

export function dismissNotificationRefusal(): void {
  useNotificationRefusal.setState({ isShown: false });
}
