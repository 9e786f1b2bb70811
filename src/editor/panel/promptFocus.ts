/** The prompt's field, wherever it is called up from. */
export const PROMPT_ID = 'prompt';

/** Puts the cursor into the prompt, all of it selected, once the panel is drawn; not where the provider reads none. */
export function focusPrompt(): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(PROMPT_ID);
    if (!(field instanceof HTMLTextAreaElement) || field.readOnly) return;
    field.focus();
    field.select();
  });
}
