import { z } from 'zod';

const systemErrorSchema = z.object({
  code: z.string().optional(),
  syscall: z.string().optional(),
  message: z.string(),
});
const FILE_CALLS = new Set(['open', 'read', 'stat', 'close']);

/** `localhost` and the like have several addresses; each was tried. */
function systemError(error: unknown) {
  return systemErrorSchema.safeParse(error instanceof AggregateError ? error.errors[0] : error).data;
}

/** Our own file could not be read. A broken connection says `read` too, and ECONNRESET. */
export function isLocalFileError(error: unknown): boolean {
  const { code = '', syscall = '' } = systemError(error) ?? {};
  return FILE_CALLS.has(syscall) && !/^(ECONN|ETIMEDOUT|EPIPE|ENET|EHOST)/.test(code);
}

export function messageOf(error: unknown): string {
  const { code, message } = systemError(error) ?? { code: undefined, message: '' };
  if (message === '') return code ?? 'The connection broke.';
  // The HTTP client's own codes say less than its messages.
  return code === undefined || code.startsWith('UND_') || message.includes(code)
    ? message
    : `${code}: ${message}`;
}
