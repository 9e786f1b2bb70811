/** What a dragged result carries for the stage: its id. */
export const RESULT_DRAG = 'application/x-outframe-result';

/** Whether a result is being dragged; which one is told when it is dropped. */
export function isResultDrag(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes(RESULT_DRAG) ?? false;
}

/** Id of the result that was dropped. */
export function droppedResult(transfer: DataTransfer): string {
  return transfer.getData(RESULT_DRAG);
}
