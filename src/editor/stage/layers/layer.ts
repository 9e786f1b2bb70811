import styles from './moved.module.css';

/**
 * An element that only the compositor moves: painted once, and from then on placed by its transform alone, so that a
 * move lays nothing out and paints nothing. A transform that stays the same is not written again.
 */
export interface Layer<Element extends HTMLElement | SVGElement = HTMLElement> {
  readonly element: Element;
  /** Null makes it vanish, by its size: what a style hides is painted again when it is shown. */
  move(transform: string | null): void;
}

export function createLayer<Element extends HTMLElement | SVGElement>(
  element: Element,
  className: string | undefined,
  parent: HTMLElement,
): Layer<Element> {
  element.setAttribute('class', `${styles.moved} ${className}`);
  parent.append(element);
  let written = '';
  return {
    element,
    move(transform) {
      const next = transform ?? 'scale(0)';
      if (next === written) return;
      written = next;
      element.style.transform = next;
    },
  };
}
