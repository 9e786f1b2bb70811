/** The place under the fields where a field says what is wrong with its entry. */
export const FRAME_NOTE_ID = 'frame-note';
