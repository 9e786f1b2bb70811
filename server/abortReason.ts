/**
 * Why a signal came, as an error: the web server gives a request up with a mere text, and what is thrown and is no
 * error passes every handler.
 */
export function abortReason({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new DOMException(String(reason), 'AbortError');
}
