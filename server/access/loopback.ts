const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** Whether a host name or address, without a port, means this machine to itself alone. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}
