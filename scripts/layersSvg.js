import { levelsOf, plainArrows } from './layersGraph.js';

const BOX = { width: 104, height: 34, gapX: 22, gapY: 44 };
const MARGIN = 28;
/** How far to the right each row begins, of the room that it leaves, from the lowest up. */
const SHIFTS = [0, 0.5, 1, 0.5, 0.2];
/** What both sides stand on. */
const SHARED = new Set(['src/domain', 'src/engine']);

const STYLE = `
  text { font: 500 13px ui-sans-serif, system-ui, sans-serif; fill: #1c1b19; text-anchor: middle }
  .side { font-size: 12px; fill: #5b5751; text-anchor: start }
  rect { fill: #ffffff; stroke: #c6c2bb }
  .shared { fill: #dcefe8; stroke: #0b7358 }
  path { fill: none; stroke: #928d85; stroke-width: 1.2 }
  .tip { fill: #928d85; stroke: none }
  .ground { fill: #faf9f7; stroke: none }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0eee9 } .side { fill: #b0aba2 }
    rect { fill: #242422; stroke: #474541 } .shared { fill: #16352b; stroke: #45c99e }
    path { stroke: #76726b } .tip { fill: #76726b } .ground { fill: #191918 }
  }`;

/**
 * The rooms as boxes, each above all that it imports: the browser on the left, the relay on the right, what they share
 * below. The same graph always gives the same text.
 *
 * @param {import('./layersGraph.js').Graph} graph
 * @returns {string} an SVG file
 */
export function layersSvg(graph) {
  const places = place(graph);
  const right = Math.max(...[...places.values()].map(({ x }) => x + BOX.width)) + MARGIN;
  const bottom = Math.max(...[...places.values()].map(({ y }) => y + BOX.height)) + MARGIN;
  const relayX = Math.min(
    ...[...places].filter(([room]) => room.startsWith('server/')).map(([, { x }]) => x),
  );
  const arrows = plainArrows(graph)
    .sort(([a, b], [c, d]) => `${a} ${b}`.localeCompare(`${c} ${d}`, 'en'))
    .map(([from, to]) => arrow(places.get(from), places.get(to)));
  const boxes = [...places]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([room, { x, y }]) => {
      const name = room.replace(/^(src|server)\//, '');
      const kind = SHARED.has(room) ? ' class="shared"' : '';
      return [
        `<rect${kind} x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="7"/>`,
        `<text x="${x + BOX.width / 2}" y="${y + BOX.height / 2 + 4.5}">${name}</text>`,
      ].join('');
    });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${right} ${bottom}" width="${right}" height="${bottom}">`,
    '<title>Folders of the code, each above those that it imports</title>',
    '<!-- Written by `npm run docs:layers`. -->',
    `<style>${STYLE}\n</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">',
    '<path class="tip" d="M0 0.8 L8 4 L0 7.2 Z"/></marker></defs>',
    `<rect class="ground" width="${right}" height="${bottom}"/>`,
    `<text class="side" x="${MARGIN}" y="22">browser: src</text>`,
    `<text class="side" x="${relayX}" y="22">relay: server</text>`,
    ...arrows,
    ...boxes,
    '</svg>\n',
  ].join('\n');
}

/**
 * @param {import('./layersGraph.js').Graph} graph
 * @returns {Map<string, { x: number, y: number }>} the upper left corner of each room's box
 */
function place(graph) {
  const levels = levelsOf(graph);
  const top = Math.max(...levels.values());
  const yOf = (/** @type {string} */ room) =>
    MARGIN + 12 + (top - (levels.get(room) ?? 0)) * (BOX.height + BOX.gapY);
  /** @type {(side: (room: string) => boolean) => string[][]} */
  const rowsOf = (side) => {
    const rooms = [...levels.keys()].filter(side).sort((a, b) => a.localeCompare(b, 'en'));
    return Array.from({ length: top + 1 }, (_, level) => rooms.filter((room) => levels.get(room) === level));
  };
  const browser = rowsOf((room) => room.startsWith('src/') && !SHARED.has(room));
  const relay = rowsOf((room) => room.startsWith('server/'));
  const widthOf = (/** @type {string[][]} */ rows) =>
    Math.max(...rows.map((row) => row.length)) * (BOX.width + BOX.gapX) - BOX.gapX;
  const gutter = BOX.width + 2 * BOX.gapX;
  const relayX = MARGIN + widthOf(browser) + gutter;
  /** @type {Map<string, { x: number, y: number }>} */
  const places = new Map();
  /** @type {(rows: string[][], from: number, shifts: number[]) => void} */
  const fill = (rows, from, shifts) => {
    const width = widthOf(rows);
    for (const [level, row] of rows.entries()) {
      // Shifted from row to row, so that a straight arrow does not run through the box between.
      const share = shifts[level % shifts.length] ?? 0.5;
      const start = from + (width - row.length * (BOX.width + BOX.gapX) + BOX.gapX) * share;
      row.forEach((room, index) => {
        places.set(room, { x: start + index * (BOX.width + BOX.gapX), y: yOf(room) });
      });
    }
  };
  fill(browser, MARGIN, [0.5]);
  fill(relay, relayX, SHIFTS);
  for (const room of SHARED) {
    if (levels.has(room)) places.set(room, { x: relayX - gutter / 2 - BOX.width / 2, y: yOf(room) });
  }
  return places;
}

/**
 * @param {{ x: number, y: number } | undefined} from
 * @param {{ x: number, y: number } | undefined} to
 */
function arrow(from, to) {
  if (from === undefined || to === undefined) return '';
  const x1 = from.x + BOX.width / 2;
  const y1 = from.y + BOX.height;
  const x2 = to.x + BOX.width / 2;
  const y2 = to.y - 2;
  const bend = Math.min(60, (y2 - y1) / 2);
  return `<path marker-end="url(#tip)" d="M${x1} ${y1} C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}"/>`;
}
