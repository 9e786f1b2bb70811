/** Whether an error means that there is no room left, from the file system, libvips or the database. */
export function isDiskFull(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause ? cause.code : undefined;
    // 53100 is Postgres' disk_full.
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return true;
    if (/no space left on device/i.test(cause.message)) return true;
  }
  return false;
}
