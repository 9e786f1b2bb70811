import { hasEnded, type Task, type TaskStatus } from '../../domain/contract/task.ts';
import { noteNotificationRefusal, tellNotificationRefusal } from './notificationRefusal.ts';

/** Whether somebody wants to be told by the system when a task is done: asked once, at the first submit. */
export function askForNotifications(): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'default') return;
  // A browser that refuses to ask has said no.
  void Notification.requestPermission().then((answer) => {
    if (answer !== 'granted') noteNotificationRefusal();
  }, noteNotificationRefusal);
}

/** Tasks that have ended since the last look; one that was not seen running says nothing. */
export function justEnded(before: ReadonlyMap<string, TaskStatus>, tasks: readonly Task[]): Task[] {
  return tasks.filter(({ id, status }) => {
    const statusBefore = before.get(id);
    return (
      statusBefore !== undefined && !hasEnded(statusBefore) && hasEnded(status) && status !== 'cancelled'
    );
  });
}

/** What the tab's title says while nobody looks: how many tasks have ended. */
export function badgedTitle(title: string, ended: number): string {
  return ended === 0 ? title : `(${ended}) ${title}`;
}

/** One notification of the system for all that ended together. */
export function notifySystem(sentence: string, onOpen: () => void): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') {
    tellNotificationRefusal();
    return;
  }
  try {
    const notification = new Notification('Outframe', { body: sentence, icon: '/icon.svg', tag: 'outframe' });
    notification.onclick = () => {
      window.focus();
      notification.close();
      onOpen();
    };
  } catch {
    // Some phones show notifications of installed apps only: the title still tells.
  }
}
