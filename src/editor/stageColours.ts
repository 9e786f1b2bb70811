/** What the canvas draws with. It cannot read custom properties itself, so they are resolved for it. */
export interface StageColours {
  readonly accent: string;
  readonly limit: string;
  readonly guide: string;
  readonly stage: string;
  readonly squares: string;
  readonly bar: string;
}

/** Resolves the tokens as they stand for an element, `light-dark()` included. */
export function readStageColours(element: HTMLElement): StageColours {
  const probe = document.createElement('span');
  // Where the system forces its colours on text, a canvas would get one colour for all.
  probe.style.setProperty('forced-color-adjust', 'none');
  element.append(probe);
  const resolve = (colour: string) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const colours = {
    accent: resolve('var(--accent)'),
    limit: resolve('var(--limit)'),
    guide: resolve('var(--guide)'),
    stage: resolve('var(--surface-panel)'),
    squares: resolve('var(--surface-pressed)'),
    bar: resolve('var(--surface-raised)'),
  };
  probe.remove();
  return colours;
}

/** Side of one square of the checkerboard, in screen pixels. */
const SQUARE = 8;

/** One tile of the checkerboard that stands for pixels yet to come. */
export function checkerboardTile(colours: StageColours): HTMLCanvasElement {
  const tile = document.createElement('canvas');
  tile.width = SQUARE * 2;
  tile.height = SQUARE * 2;
  const context = tile.getContext('2d');
  if (context) {
    context.fillStyle = colours.stage;
    context.fillRect(0, 0, SQUARE * 2, SQUARE * 2);
    context.fillStyle = colours.squares;
    context.fillRect(0, 0, SQUARE, SQUARE);
    context.fillRect(SQUARE, SQUARE, SQUARE, SQUARE);
  }
  return tile;
}

/** Distance between two lines of the hatching, in screen pixels. */
const HATCH = 9;

/** One tile of the hatching that stands for what no limit lets a side reach. */
export function hatchTile(colours: StageColours): HTMLCanvasElement {
  const tile = document.createElement('canvas');
  tile.width = HATCH;
  tile.height = HATCH;
  const context = tile.getContext('2d');
  if (context) {
    context.strokeStyle = colours.limit;
    context.lineWidth = 1.25;
    context.beginPath();
    // The corners belong to the lines of the tiles beside this one.
    for (const shift of [-HATCH, 0, HATCH]) {
      context.moveTo(shift - 1, HATCH + 1);
      context.lineTo(shift + HATCH + 1, -1);
    }
    context.stroke();
  }
  return tile;
}
