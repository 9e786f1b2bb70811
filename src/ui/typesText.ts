/** Inputs that hold no text. */
const NO_TEXT = ['checkbox', 'radio', 'button', 'range', 'file'];
/** In a list these go to the item that begins with them. */
const LETTER_OR_DIGIT = /^[\p{L}\p{N}]$/u;

/** Whether a key that is pressed there goes into a text or finds an item of a list: then it is no command. */
export function typesText(target: EventTarget | null, key = 'a'): boolean {
  if (isText(target)) return true;
  const isList = target instanceof HTMLElement && target.closest('[data-takes-letters]') !== null;
  return isList && LETTER_OR_DIGIT.test(key);
}

/** Whether undo belongs to the text there: one in which something was typed that is not set yet. */
export function undoesText(target: EventTarget | null): boolean {
  return isText(target) && target.dataset.settled !== 'true';
}

function isText(target: EventTarget | null): target is HTMLElement {
  if (target instanceof HTMLInputElement) return !NO_TEXT.includes(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}
