/** A call that is made once, when it has not been asked for again for so long. */
export function debounce(restMs: number, write: () => void): { ask: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ask() {
      clearTimeout(timer);
      timer = setTimeout(write, restMs);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
