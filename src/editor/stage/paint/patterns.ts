/** What the canvas draws with. It cannot read custom properties itself, so they are resolved for it. */
export interface StagePatterns {
  readonly accent: string;
  readonly limit: string;
  readonly guide: string;
  /** Of the stage itself. */
  readonly ground: string;
  /** Pixels yet to come, and what the source leaves transparent. */
  readonly checkerboard: CanvasPattern;
  /** What no limit lets a side reach. */
  readonly hatching: CanvasPattern;
}

/** Resolves the tokens as they stand for an element, `light-dark()` included. */
export function readStagePatterns(element: HTMLElement): StagePatterns {
  const probe = document.createElement('span');
  // Where the system forces its colours on text, a canvas would get one colour for all.
  probe.style.setProperty('forced-color-adjust', 'none');
  element.append(probe);
  const resolve = (colour: string) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const limit = resolve('var(--limit)');
  const paints = {
    accent: resolve('var(--accent)'),
    limit,
    guide: resolve('var(--guide)'),
    ground: resolve('var(--surround)'),
    checkerboard: checkerboard(resolve('var(--surface-panel)'), resolve('var(--surface-pressed)')),
    hatching: hatching(limit),
  };
  probe.remove();
  return paints;
}

/** Side of one square of the checkerboard, in screen pixels. */
const SQUARE = 8;

function checkerboard(ground: string, squares: string): CanvasPattern {
  return tiled(SQUARE * 2, (context) => {
    context.fillStyle = ground;
    context.fillRect(0, 0, SQUARE * 2, SQUARE * 2);
    context.fillStyle = squares;
    context.fillRect(0, 0, SQUARE, SQUARE);
    context.fillRect(SQUARE, SQUARE, SQUARE, SQUARE);
  });
}

/** Distance between two lines of the hatching, in screen pixels. */
const HATCH = 9;

function hatching(colour: string): CanvasPattern {
  return tiled(HATCH, (context) => {
    context.strokeStyle = colour;
    context.lineWidth = 1.25;
    context.beginPath();
    // The corners belong to the lines of the tiles beside this one.
    for (const shift of [-HATCH, 0, HATCH]) {
      context.moveTo(shift - 1, HATCH + 1);
      context.lineTo(shift + HATCH + 1, -1);
    }
    context.stroke();
  });
}

function tiled(side: number, paint: (context: CanvasRenderingContext2D) => void): CanvasPattern {
  const tile = document.createElement('canvas');
  tile.width = side;
  tile.height = side;
  const context = tile.getContext('2d');
  if (context) paint(context);
  const pattern = context?.createPattern(tile, 'repeat');
  if (!pattern) throw new Error('This browser cannot draw on a canvas.');
  return pattern;
}
