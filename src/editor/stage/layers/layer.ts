/**
 * An element that only the compositor moves: painted once, and from then on placed by its transform alone, so that a
 * move lays nothing out and paints nothing. A transform that stays the same is not written again.
 */
export interface Layer<Element extends HTMLElement | SVGElement = HTMLElement> {
  readonly element: Element;
  move(transform: string): void;
  show(isShown: boolean): void;
}

export function createLayer<Element extends HTMLElement | SVGElement>(
  element: Element,
  className: string | undefined,
  parent: HTMLElement,
): Layer<Element> {
  element.setAttribute('class', className ?? '');
  parent.append(element);
  let transform = '';
  let isShown = true;
  return {
    element,
    move(next) {
      if (next === transform) return;
      transform = next;
      element.style.transform = next;
    },
    show(next) {
      if (next === isShown) return;
      isShown = next;
      element.style.visibility = next ? '' : 'hidden';
    },
  };
}
