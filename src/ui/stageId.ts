/** Of the element that the skip link leads to: whatever is worked on. */
export const STAGE_ID = 'stage';
/** Of the same in what lies over the stage: the grid, or the costs. */
export const GRID_ID = 'grid';
