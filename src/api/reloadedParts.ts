const KEY = 'outframe-reloaded-for ';

/**
 * Whether the page may be loaded anew for a file that did not come: once, which is remembered in the tab until the file
 * has come. Where the browser remembers nothing there would be no end to it.
 */
export function allowsReload(file: string): boolean {
  try {
    if (sessionStorage.getItem(KEY + file) !== null) return false;
    sessionStorage.setItem(KEY + file, '');
    return sessionStorage.getItem(KEY + file) !== null;
  } catch {
    return false;
  }
}

/** A file that has come may be missing another time. */
export function forgetReload(file: string): void {
  try {
    sessionStorage.removeItem(KEY + file);
  } catch {
    // Nothing was remembered.
  }
}
