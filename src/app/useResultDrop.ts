import { useEffect } from 'react';
import { droppedResult, isResultDrag } from '../gallery/droppedResult.ts';

/** Hands on the id of every result that is dragged from the gallery and dropped on the stage. */
export function useResultDrop(onDrop: (resultId: string) => void): void {
  useEffect(() => {
    const takes = ({ dataTransfer, target }: DragEvent) =>
      isResultDrag(dataTransfer) && target instanceof Element && target.closest('[data-area=stage]') !== null;
    const over = (event: DragEvent) => {
      if (!takes(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent) => {
      if (!takes(event) || !event.dataTransfer) return;
      event.preventDefault();
      onDrop(droppedResult(event.dataTransfer));
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, [onDrop]);
}
