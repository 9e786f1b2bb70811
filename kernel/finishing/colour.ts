// A row of a picture in other colours.

const FLOAT: usize = 4;
/** Levels that the tone has values for, and one beyond. */
const LAST_LEVEL: f32 = 254.999;

/**
 * Levels of one channel with their change added.
 *
 * @param others addresses of the other channels' rows, and what they tell: three floats each, how much a level of
 *   difference adds, and from which to which difference that was seen
 * @param range from which to which level the tone was seen
 * @param tone change of each level
 * @param nodes two floats each: what the field adds to level 0, and for each level more
 * @param scale and `offset`: from a pixel to its place among the nodes
 */
export function changeRow(
  own: usize,
  others: usize,
  crosses: usize,
  otherCount: u32,
  range: usize,
  tone: usize,
  nodes: usize,
  scale: f32,
  offset: f32,
  out: usize,
  count: u32,
): void {
  const lowest = load<f32>(range);
  const highest = load<f32>(range + FLOAT);
  for (let x: u32 = 0; x < count; x++) {
    const at = FLOAT * <usize>x;
    const level = load<f32>(own + at);
    const told = min(highest, max(lowest, level));
    const place = min(LAST_LEVEL, max<f32>(0, told));
    const step = <u32>place;
    const entry = tone + FLOAT * <usize>step;
    const low = load<f32>(entry);
    let change = low + (load<f32>(entry + FLOAT) - low) * (place - <f32>step);
    for (let i: u32 = 0; i < otherCount; i++) {
      const told = crosses + 3 * FLOAT * <usize>i;
      const difference = load<f32>(<usize>load<u32>(others + 4 * <usize>i) + at) - level;
      const held = min(load<f32>(told + 2 * FLOAT), max(load<f32>(told + FLOAT), difference));
      change += load<f32>(told) * held;
    }
    const along = scale * (<f32>x + 0.5) + offset;
    const node = <u32>along;
    const share = along - <f32>node;
    const left = nodes + 2 * FLOAT * <usize>node;
    const bias = load<f32>(left) + (load<f32>(left + 2 * FLOAT) - load<f32>(left)) * share;
    const gain = load<f32>(left + FLOAT) + (load<f32>(left + 3 * FLOAT) - load<f32>(left + FLOAT)) * share;
    store<f32>(out + at, level + change + bias + gain * told);
  }
}
