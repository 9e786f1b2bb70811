/** So often the figures at the pointer change: faster than they can be read, and a third of what every frame costs. */
export const READ_OUT_MS = 50;
/** So often what follows a drag beside the stage changes: nobody looks there before the handle is let go. */
export const PANEL_MS = 100;

/** A call that is made at most every so often: at once after a rest, and once more after the last time it was asked for. */
export function paced(everyMs: number, write: () => void): { ask: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;

  function run(): void {
    isAsked = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (isAsked) run();
    }, everyMs);
    write();
  }

  return {
    ask() {
      if (timer === undefined) run();
      else isAsked = true;
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      isAsked = false;
    },
  };
}
