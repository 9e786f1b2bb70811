/** An address as somebody typed it, as one that can be asked; people leave out how an address begins. */
export function completeAddress(text: string): string {
  const trimmed = text.trim();
  return /^[a-z][a-z\d+.-]*:/i.test(trimmed) && !/^[^/:]+:\d/.test(trimmed) ? trimmed : `https://${trimmed}`;
}

/** The one address of an image that a pasted text consists of, or null: on the web, or one that is the image itself. */
export function addressIn(text: string): string | null {
  const trimmed = text.trim();
  if (/^data:image\//i.test(trimmed)) return trimmed;
  return /^https?:\/\/\S+$/i.test(trimmed) && URL.canParse(trimmed) ? trimmed : null;
}

/** How paths begin that nothing else begins like. */
const DISK = /^(?:file:\/\/|[a-z]:[\\/]|\\\\[^\\])/i;
/**
 * A path from a root, from home or from here. So do addresses without a scheme (`//host/a.png`), comments and links
 * within a site begin: only one that ends as files of images do is meant.
 */
const IMAGE_PATH =
  /^(?:~|\.{1,2})?\/(?![/*]).*\.(?:jpe?g|jfif|png|apng|gif|webp|avif|hei[cf]|tiff?|bmp|svg|ico|jxl|jp2|psd|dng|cr[23]|nef|arw|raf|raw)$/i;

/** Whether a text says where a file lies on a disk, as systems copy it: `C:\\photos\\a.jpg`, `/home/anna/a.jpg`. */
export function isPath(text: string): boolean {
  const trimmed = text.trim().replace(/^(["'])(.*)\1$/, '$2');
  return !/[\r\n]/.test(trimmed) && (DISK.test(trimmed) || IMAGE_PATH.test(trimmed));
}

/** Whether an address is the image itself (RFC 2397). */
export function isInline(text: string): boolean {
  return /^data:/i.test(text.trim());
}

/** The addresses of images that a pasted text consists of, one a line; none where anything else is among them. */
export function addressesIn(text: string): readonly string[] {
  const one = addressIn(text);
  if (one !== null) return [one];
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const addresses = lines.flatMap((line) => addressIn(line) ?? []);
  return addresses.length === lines.length ? [...new Set(addresses)] : [];
}

/** The web addresses of a dragged list (RFC 2483, 5: one a line, comments begin with #). */
export function addressesInList(list: string): readonly string[] {
  const lines = list.split(/\r?\n/).filter((line) => !line.startsWith('#'));
  return lines.flatMap((line) => addressIn(line) ?? []);
}

/** Whom an address belongs to, for showing it. */
export function hostIn(address: string): string {
  const complete = completeAddress(address);
  return (URL.canParse(complete) && new URL(complete).host) || 'the web';
}

/** What a file from an address is called. */
export function fileNameIn(address: string): string {
  const { pathname, host } = new URL(completeAddress(address));
  const last = pathname.split('/').findLast((part) => part !== '') ?? host;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
