/**
 * Calls `begin` once no other tab sends this run, and what that returned when the returned function is called. Where a
 * browser has no locks, on plain HTTP or with everything blocked that a page could keep, every tab sends: under the
 * same keys, so that none is made twice.
 */
export function whenSoleSender(runId: string, begin: () => () => void): () => void {
  if (!('locks' in navigator)) return begin();
  const given = new AbortController();
  const { signal } = given;
  const whileWanted = () => {
    if (signal.aborted) return;
    const end = begin();
    return new Promise<void>((release) => {
      signal.addEventListener('abort', () => {
        end();
        release();
      });
    });
  };
  void navigator.locks.request(`outframe-run ${runId}`, { signal }, whileWanted).catch(whileWanted);
  return () => given.abort();
}
