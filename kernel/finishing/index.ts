export { boxMean, gaussianBlur, halve } from './blur';
export { changeRow } from './colour';
export {
  fromLumaChroma,
  meanSizes,
  takeBands,
  takeGuided,
  takeSlopes,
  takeVariance,
  toLumaChroma,
} from './detail';
export { compareTile, correlateRow, localContrast, sumBlock } from './likeness';
export { boxAlong, convolveAlong, dotAlong, sumCurves, takeDifference } from './lines';
export { layOnWhite, makeGrain, readLevels, weighAlong, weighRows, writeLevels } from './rows';
export { addBand, addEquations, addSamples, findPlaces, gatherRow } from './sharpness';
