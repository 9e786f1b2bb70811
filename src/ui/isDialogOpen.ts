/** Whether a dialog is open, which keys then belong to: what lies behind it is not changed unseen. */
export function isDialogOpen(): boolean {
  return document.querySelector('[role=dialog], dialog[open]') !== null;
}

/** Whether a dialog, or a list all over the window, lies over the stage: its keys change nothing unseen. */
export function isStageCovered(): boolean {
  return isDialogOpen() || document.querySelector('[data-covers-stage]') !== null;
}
