const TAG_TABLE_START = 128;
const TAG_ENTRY_BYTES = 12;

/**
 * Whether an ICC profile is one of the many sRGB profiles, by its own description: pixels under it are sRGB as they
 * are, and converting them would only change them by rounding. Layout: ICC.1:2022, sections 7.2, 7.3 and 10.
 */
export function isSrgbProfile(profile: Buffer): boolean {
  return /srgb/i.test(descriptionOf(profile));
}

function descriptionOf(profile: Buffer): string {
  if (profile.length < TAG_TABLE_START + 4) return '';
  const tags = profile.readUInt32BE(TAG_TABLE_START);
  for (let tag = 0; tag < tags; tag += 1) {
    const entry = TAG_TABLE_START + 4 + tag * TAG_ENTRY_BYTES;
    if (entry + TAG_ENTRY_BYTES > profile.length) return '';
    if (profile.toString('latin1', entry, entry + 4) !== 'desc') continue;
    const start = profile.readUInt32BE(entry + 4);
    const length = profile.readUInt32BE(entry + 8);
    // Text is one byte a character in version 2 and UTF-16 in version 4: without the zeros both read alike.
    return profile.toString('latin1', start, start + length).replaceAll('\0', '');
  }
  return '';
}
