export interface ZoomLabel {
  show(zoom: number): void;
}

/** Writes how large a pixel of the source is drawn: over one pixel of the screen is 100%. */
export function createZoomLabel(element: HTMLElement): ZoomLabel {
  let written = '';
  return {
    show(zoom) {
      const percent = `${Math.round(zoom * devicePixelRatio * 100)}%`;
      if (percent === written) return;
      written = percent;
      element.textContent = percent;
    },
  };
}
