/** Inputs that hold no text. */
const NO_TEXT = ['checkbox', 'radio', 'button', 'range', 'file'];

/** Whether a key that is pressed there goes into a text: then it is a character and no command. */
export function typesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NO_TEXT.includes(target.type);
  // In a list letters go to the item that begins with them.
  const isText = target instanceof HTMLTextAreaElement || target.isContentEditable;
  return isText || target.closest('[data-takes-letters]') !== null;
}

/** Whether undo belongs to the text there: one in which something was typed that is not set yet. */
export function undoesText(target: EventTarget | null): boolean {
  return typesText(target) && !(target instanceof HTMLElement && target.dataset.settled === 'true');
}
