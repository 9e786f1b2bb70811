/**
 * @typedef {{ source: string, dependencies: { resolved: string }[] }} Module as dependency-cruiser lists it
 * @typedef {Map<string, Set<string>>} Graph each room with those that it imports
 */

const LEFT_OUT = /[.]test[.]tsx?$|^server\/testing\/|^src\/api\/sampleTask[.]ts$/;
/** Files of the relay's root that put it together. The others there (settings, secret, logger) belong to no folder. */
const COMPOSITION = /^server\/(main|relay|relayParts|app)[.]ts$/;

/**
 * The folders of browser and relay, and who imports whom.
 *
 * @param {readonly Module[]} modules
 * @returns {Graph}
 * @throws {Error} naming the folders when they form a circle
 */
export function roomGraph(modules) {
  /** @type {Graph} */
  const graph = new Map();
  for (const { source, dependencies } of modules) {
    const from = roomOf(source);
    if (from === null) continue;
    const targets = graph.get(from) ?? new Set();
    graph.set(from, targets);
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved);
      if (to !== null && to !== from) targets.add(to);
    }
  }
  for (const room of graph.keys()) {
    if (!reachable(graph, room).has(room)) continue;
    const circle = [...graph.keys()].filter(
      (other) => reachable(graph, room).has(other) && reachable(graph, other).has(room),
    );
    throw new Error(`These folders import each other in a circle: ${circle.join(', ')}.`);
  }
  return graph;
}

/**
 * The arrows that say something new: those that no longer way says already.
 *
 * @param {Graph} graph without circles
 * @returns {[from: string, to: string][]}
 */
export function plainArrows(graph) {
  return [...graph].flatMap(([from, targets]) => {
    const further = new Set([...targets].flatMap((target) => [...reachable(graph, target)]));
    /** @type {[string, string][]} */
    const arrows = [...targets].filter((target) => !further.has(target)).map((target) => [from, target]);
    return arrows;
  });
}

/**
 * How high each room stands: on the ground what imports nothing, else above all that it imports.
 *
 * @param {Graph} graph without circles
 * @returns {Map<string, number>}
 */
export function levelsOf(graph) {
  /** @type {Map<string, number>} */
  const levels = new Map();
  /** @type {(room: string) => number} */
  const levelOf = (room) => {
    const known = levels.get(room);
    if (known !== undefined) return known;
    const below = [...(graph.get(room) ?? [])].map(levelOf);
    const level = below.length === 0 ? 0 : Math.max(...below) + 1;
    levels.set(room, level);
    return level;
  };
  for (const room of graph.keys()) levelOf(room);
  return levels;
}

/**
 * @param {string} file
 * @returns {string | null} null for what is not in the picture
 */
function roomOf(file) {
  if (LEFT_OUT.test(file) || !/^(src|server)\//.test(file)) return null;
  const [top = '', folder = '', ...rest] = file.split('/');
  if (rest.length > 0) return `${top}/${folder}`;
  if (top === 'src') return folder === 'main.tsx' ? 'src/main.tsx' : null;
  return COMPOSITION.test(file) ? 'server/relay' : null;
}

/**
 * @param {Graph} graph
 * @param {string} from
 * @returns {Set<string>} all that it imports, directly or through others
 */
function reachable(graph, from) {
  /** @type {Set<string>} */
  const seen = new Set();
  const open = [...(graph.get(from) ?? [])];
  for (let room = open.pop(); room !== undefined; room = open.pop()) {
    if (seen.has(room)) continue;
    seen.add(room);
    open.push(...(graph.get(room) ?? []));
  }
  return seen;
}
