export { setField, setFrame, setGuide, setPatches, setPriors } from './level';
export { peel } from './onionPeel';
export { measureMatches, sweep } from './patchMatch';
export { enlarge, gatherResidual, measureResidual, relax, relaxBackward, takeStep } from './poisson';
export { vote } from './vote';
