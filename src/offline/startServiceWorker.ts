/** Keeps the app at hand for when the server is away, once there is nothing else to load. Without HTTPS browsers have no such worker. */
export function startServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    // One that could not be installed is tried again at the next visit; the app works without it.
    void navigator.serviceWorker.register('/serviceWorker.js', { type: 'module' }).catch(() => undefined);
  });
}
