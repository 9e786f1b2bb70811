/** Whether a dialog is open, which keys then belong to: what lies behind it is not changed unseen. */
export function isDialogOpen(): boolean {
  return document.querySelector('[role=dialog], dialog[open]') !== null;
}
