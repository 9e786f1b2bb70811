/** An object of an answer, of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of some fields that holds a text, or a whole number as one. */
export function textAt(fields: Fields, paths: readonly string[]): string | null {
  for (const path of paths) {
    const value = valueAt(fields, [path]);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value)))
      return String(value);
  }
  return null;
}

/** The first of some fields that is there. */
export function valueAt(fields: Fields, paths: readonly string[]): unknown {
  for (const path of paths) {
    // Most are one name, and each answer is asked for dozens of them in each of its objects.
    const value = path.includes('.') ? path.split('.').reduce(fieldAt, fields) : fieldAt(fields, path);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

function fieldAt(at: unknown, name: string): unknown {
  return isFields(at) && Object.hasOwn(at, name) ? at[name] : undefined;
}
