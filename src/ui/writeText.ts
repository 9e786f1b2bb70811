/**
 * Changes the words of an element in the text node that it has. Another node would have the browser look at every
 * `:has()` of the page, and lay out more than the words.
 */
export function writeText(element: Element, text: string): void {
  const [node, another] = element.childNodes;
  if (!(node instanceof Text) || another) element.textContent = text;
  else if (node.data !== text) node.data = text;
}
