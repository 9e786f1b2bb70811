import type { ProblemError } from '../../domain/problem.ts';
import type { TrayItem } from './trayStore.ts';

interface Line {
  /** Why uploads wait just now. */
  readonly trouble: ProblemError | null;
  readonly isOffline: boolean;
  /** Whose bytes a reload would lose. */
  readonly unkept: Readonly<Record<string, 'coming' | 'no-room'>>;
}

/** How far the images of the tray are, and which cannot be worked on: empty when there is nothing to say. */
export function traySentence(items: readonly TrayItem[], { trouble, isOffline, unkept }: Line): string {
  const refused = items.filter((item) => item.refused !== null);
  const unsent = items.filter((item) => item.opened.sourceId === null && item.refused === null);
  const toBeSent = unsent.length;
  const coming = unsent.filter(({ opened }) => unkept[opened.key] === 'coming').length;
  const noRoom = unsent.filter(({ opened }) => unkept[opened.key] === 'no-room').length;
  const waits = isOffline || trouble?.code === 'relay-unreachable';
  return [
    coming > 0 && `${coming} still being copied into this browser, which a reload would stop`,
    noRoom > 0 && `${noRoom} not kept by this browser: send before you reload`,
    toBeSent > 0 && waits && `${toBeSent} wait for the server and go on by themselves`,
    toBeSent > 0 && !waits && `${toBeSent} still to be sent${trouble ? `: ${trouble.detail}` : ''}`,
    refused.length > 0 && `${refused.length} cannot be used: ${namesOf(refused)}`,
  ]
    .filter((words) => words !== false)
    .join(' · ');
}

/** So many are named; the strip shows which the others are. */
const NAMED = 2;

function namesOf(items: readonly TrayItem[]): string {
  const more = items.length - NAMED;
  const named = items
    .slice(0, NAMED)
    .map(({ opened }) => opened.name)
    .join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}
