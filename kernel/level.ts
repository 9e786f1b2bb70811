// The level that is being matched: where its arrays are, and what the priors say. A kernel serves one at a time.

export const RADIUS: i32 = 2;
/** As in shiftMap.ts: where no patch is looked for. */
export const NO_SHIFT: i32 = 0x7fff_7fff;

export let width: i32 = 0;
export let height: i32 = 0;
export let knownX: i32 = 0;
export let knownY: i32 = 0;
export let knownRight: i32 = 0;
export let knownBottom: i32 = 0;

export let pixels: usize = 0;
export let shifts: usize = 0;
export let targets: usize = 0;
export let targetCount: i32 = 0;
export let matchCost: usize = 0;
export let weights: usize = 0;
export let isStraddling: usize = 0;
export let sourceCost: usize = 0;
export let voteWeights: usize = 0;
export let isQuincunx: bool = false;

let sidewaysAlong: f64 = 0;
let sidewaysAcross: f64 = 0;
let verticalAlong: f64 = 0;
let verticalAcross: f64 = 0;
let shortPrice: f64 = 0;
let inverseReach: f64 = 0;
let unit: f64 = 0;

/** 0 where there is no guide. */
let lineAt: usize = 0;
let linePriceAt: usize = 0;
let lineWayAt: usize = 0;
/** Three numbers for each line: its direction outwards, x and y, and its length. */
let lines: usize = 0;

export function setFrame(
  frameWidth: i32,
  frameHeight: i32,
  x: i32,
  y: i32,
  sourceWidth: i32,
  sourceHeight: i32,
): void {
  width = frameWidth;
  height = frameHeight;
  knownX = x;
  knownY = y;
  knownRight = x + sourceWidth;
  knownBottom = y + sourceHeight;
}

export function setField(
  pixelsAt: usize,
  shiftsAt: usize,
  targetsAt: usize,
  count: i32,
  matchCostAt: usize,
  voteWeightsAt: usize,
): void {
  pixels = pixelsAt;
  shifts = shiftsAt;
  targets = targetsAt;
  targetCount = count;
  matchCost = matchCostAt;
  voteWeights = voteWeightsAt;
}

export function setPatches(
  weightsAt: usize,
  isStraddlingAt: usize,
  sourceCostAt: usize,
  quincunx: bool,
): void {
  weights = weightsAt;
  isStraddling = isStraddlingAt;
  sourceCost = sourceCostAt;
  isQuincunx = quincunx;
}

export let uses: usize = 0;
let usePrice: f64 = 0;
let free: i32 = 0;

export function setUses(usesAt: usize, priceOfUse: f64, freeUses: i32): void {
  uses = usesAt;
  usePrice = priceOfUse;
  free = freeUses;
}

/** See costOfUse in overUse.ts. */
export function costOfUse(target: i32, source: i32, own: i32): f64 {
  if (lineAt !== 0 && load<f32>(linePriceAt + ((<usize>target) << 2)) !== 0) return 0;
  const multiples = load<i32>(uses + ((<usize>source) << 2)) - own - free;
  if (multiples <= 0) return 0;
  return usePrice * <f64>min(4, multiples);
}

/** One use more, or one less. */
export function countUse(source: i32, change: i32): void {
  const at = uses + ((<usize>source) << 2);
  store<i32>(at, load<i32>(at) + change);
}

export function setPriors(
  alongSideways: f64,
  acrossSideways: f64,
  alongVertical: f64,
  acrossVertical: f64,
  priceOfShort: f64,
  inverseOfReach: f64,
  scale: f64,
): void {
  sidewaysAlong = alongSideways;
  sidewaysAcross = acrossSideways;
  verticalAlong = alongVertical;
  verticalAcross = acrossVertical;
  shortPrice = priceOfShort;
  inverseReach = inverseOfReach;
  unit = scale;
}

export function setGuide(lineAtAt: usize, priceAtAt: usize, wayAtAt: usize, linesAt: usize): void {
  lineAt = lineAtAt;
  linePriceAt = priceAtAt;
  lineWayAt = wayAtAt;
  lines = linesAt;
}

let pullX: f64 = 0;
let pullY: f64 = 0;
let pullXWeight: f64 = 0;
let pullYWeight: f64 = 0;

/** Turns to a target: see pullAt in positionPrior.ts. */
export function pullTo(x: i32, y: i32): void {
  const right = knownRight - 1;
  const bottom = knownBottom - 1;
  const nearestX = x < knownX ? knownX : x > right ? right : x;
  const nearestY = y < knownY ? knownY : y > bottom ? bottom : y;
  const outX = <f64>abs(x - nearestX);
  const outY = <f64>abs(y - nearestY);
  const sideways: f64 = outX + outY === 0 ? 0.5 : outX / (outX + outY);
  const along = sidewaysAlong * sideways + verticalAcross * (1 - sideways);
  const across = sidewaysAcross * sideways + verticalAlong * (1 - sideways);
  const sourceWidth = <f64>(knownRight - knownX);
  const sourceHeight = <f64>(knownBottom - knownY);
  pullX = <f64>nearestX;
  pullY = <f64>nearestY;
  pullXWeight = (unit * along) / (sourceWidth * sourceWidth);
  pullYWeight = (unit * across) / (sourceHeight * sourceHeight);
}

/** What a match costs without its patch distance. */
export function priorOf(target: i32, source: i32, sourceX: i32, sourceY: i32, dx: i32, dy: i32): f64 {
  const offX = <f64>sourceX - pullX;
  const offY = <f64>sourceY - pullY;
  const shortness = 1 - <f64>(dx * dx + dy * dy) * inverseReach;
  return (
    pullXWeight * offX * offX +
    pullYWeight * offY * offY +
    <f64>load<f32>(sourceCost + ((<usize>source) << 2)) +
    (shortness > 0 ? shortPrice * shortness : 0) +
    (lineAt === 0 ? 0 : lineCost(target, dx, dy))
  );
}

/** See lineCost in lineGuide.ts. */
function lineCost(target: i32, dx: i32, dy: i32): f64 {
  const price = <f64>load<f32>(linePriceAt + ((<usize>target) << 2));
  if (price === 0) return 0;
  const line = lines + <usize>load<i16>(lineAt + ((<usize>target) << 1)) * 24;
  const alongX = load<f64>(line);
  const alongY = load<f64>(line, 8);
  const length = load<f64>(line, 16);
  const off = <f64>dy * alongX - <f64>dx * alongY;
  const way = <f64>load<f32>(lineWayAt + ((<usize>target) << 2)) + <f64>dx * alongX + <f64>dy * alongY;
  const isPast = way < -length || way > 0;
  const offSquared = off * off;
  return price * (isPast || offSquared > 9 ? 9 : offSquared);
}

/** See shiftAlongLine in lineGuide.ts. */
export function shiftAlongLine(target: i32): i32 {
  if (lineAt === 0 || load<f32>(linePriceAt + ((<usize>target) << 2)) === 0) return NO_SHIFT;
  const line = lines + <usize>load<i16>(lineAt + ((<usize>target) << 1)) * 24;
  const back = <f64>load<f32>(lineWayAt + ((<usize>target) << 2)) + random() * load<f64>(line, 16);
  const dx = <i32>Math.floor(0.5 - back * load<f64>(line));
  const dy = <i32>Math.floor(0.5 - back * load<f64>(line, 8));
  return packShift(dx, dy);
}

export function packShift(dx: i32, dy: i32): i32 {
  return (dy << 16) | (dx & 0xffff);
}

export function shiftX(shift: i32): i32 {
  return (shift << 16) >> 16;
}

export function shiftY(shift: i32): i32 {
  return shift >> 16;
}

let state: u32 = 0;

export function setRandom(to: u32): void {
  state = to;
}

export function randomState(): u32 {
  return state;
}

/** As seededRandom.ts. */
export function random(): f64 {
  state += 0x6d2b79f5;
  let mixed = (state ^ (state >>> 15)) * (1 | state);
  mixed = (mixed + (mixed ^ (mixed >>> 7)) * (61 | mixed)) ^ mixed;
  return <f64>(mixed ^ (mixed >>> 14)) / 4294967296;
}
