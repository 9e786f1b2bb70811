/** The value of a JSON text; undefined for an empty text and for what is not JSON, which no schema takes. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
