import { useRef } from 'react';
import type { Expansion } from '../../../domain/expansion.ts';
import { writeText } from '../../../ui/writeText.ts';
import { useWhileDragged } from '../../state/dragStore.ts';
import { useEditorStore } from '../../state/editorStore.ts';

interface FollowingTextProps {
  /** What is written for an expansion. */
  of: (expansion: Expansion) => string;
  className?: string | undefined;
}

/** A figure that follows a drag by itself, without React. */
export function FollowingText({ of, className }: FollowingTextProps) {
  const expansion = useEditorStore((state) => state.expansion);
  const element = useRef<HTMLSpanElement>(null);
  useWhileDragged((dragged) => {
    if (element.current) writeText(element.current, of(dragged));
  });
  return (
    <span ref={element} className={className}>
      {of(expansion)}
    </span>
  );
}
