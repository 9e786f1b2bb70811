export {
  randomState,
  setField,
  setFrame,
  setGuide,
  setPatches,
  setPriors,
  setRandom,
  setUses,
} from './level';
export { peel } from './onionPeel';
export { measureMatches, sweep } from './patchMatch';
export { enlarge, gatherResidual, measureResidual, relax, relaxBackward, takeStep } from './poisson';
export { vote } from './vote';
