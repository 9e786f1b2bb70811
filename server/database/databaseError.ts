/** Codes of Postgres for a server that goes down, comes up, is full, or whose connection broke (Appendix A of its manual). */
const AWAY_STATES = /^(08...|57P0[1-5]|53300|57014|25P03)$/;
const AWAY_SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
]);
/** What the library says without a code. */
const AWAY_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout)/;

/** Whether something failed because the database cannot be reached now: it comes back, and the same may work then. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AggregateError && cause.errors.some(isDatabaseAway)) return true;
    const code = 'code' in cause ? String(cause.code) : '';
    // The socket of a server on this machine is missing while that starts.
    const isSocketMissing = code === 'ENOENT' && 'syscall' in cause && cause.syscall === 'connect';
    if (isSocketMissing || AWAY_SYSTEM_CODES.has(code) || AWAY_STATES.test(code)) return true;
    if (AWAY_MESSAGES.test(cause.message)) return true;
  }
  return false;
}
