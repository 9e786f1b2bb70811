import { ALT_KEY, MOD_KEY, REDO_KEYS, SHIFT_KEY } from '../modKey.ts';

interface Shortcut {
  /** Keys that are held or pressed together; what the pointer does is written in lower case. */
  readonly keys: readonly string[];
  readonly does: string;
}

interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

const mod = MOD_KEY.trim();

export const SHORTCUT_GROUPS: readonly ShortcutGroup[] = [
  {
    title: 'Drag the frame',
    shortcuts: [
      { keys: [ALT_KEY, 'drag'], does: 'Both sides alike' },
      { keys: [SHIFT_KEY, 'drag'], does: 'Keep the shape' },
      { keys: [mod, 'drag'], does: 'No snapping' },
      { keys: ['drag inside'], does: 'Move the frame over the image' },
      { keys: ['double-click a handle'], does: 'That side back to 0' },
      { keys: ['Esc'], does: 'Take the drag back' },
    ],
  },
  {
    title: 'Look around',
    shortcuts: [
      { keys: ['wheel'], does: 'Zoom at the pointer, or pan: set it beside the zoom on the stage' },
      { keys: [SHIFT_KEY, 'wheel'], does: 'Pan in any case; with Ctrl, zoom' },
      { keys: ['Space', 'drag'], does: 'Pan; the middle button does too' },
      { keys: ['+'], does: 'Zoom in' },
      { keys: ['−'], does: 'Zoom out' },
      { keys: ['0'], does: 'Fit the frame; a double-click does too' },
      { keys: ['1'], does: '100%' },
      { keys: ['S'], does: 'Snapping on or off' },
    ],
  },
  {
    title: 'A handle that has the focus',
    shortcuts: [
      { keys: ['←', '→', '↑', '↓'], does: '1 pixel' },
      { keys: [SHIFT_KEY, 'arrow'], does: '10 pixels' },
      { keys: [ALT_KEY, 'arrow'], does: 'Both sides alike' },
      { keys: ['Page ↑', 'Page ↓'], does: '100 pixels' },
      { keys: ['Home'], does: 'Back to 0' },
      { keys: ['End'], does: 'As far as the limits allow' },
    ],
  },
  {
    title: 'A field',
    shortcuts: [
      { keys: ['↑', '↓'], does: 'One step; ten with Shift' },
      { keys: ['drag its name'], does: 'Pull the figure' },
      { keys: ['Enter'], does: 'Set what is typed; +120, 50% and *2 work' },
      { keys: ['Esc'], does: 'Leave it as it was' },
    ],
  },
  {
    title: 'All results',
    shortcuts: [
      { keys: ['←', '→', '↑', '↓'], does: 'From picture to picture' },
      { keys: [SHIFT_KEY, 'arrow'], does: 'Select on the way; a click with it selects up to there' },
      { keys: ['Space'], does: `Select or not; a click with ${mod} does too` },
      { keys: [mod, 'A'], does: 'Select all' },
      { keys: ['S'], does: 'Star' },
      { keys: ['Delete'], does: 'Delete what is selected' },
      { keys: ['Enter'], does: 'Open' },
    ],
  },
  {
    title: 'A result, large',
    shortcuts: [
      { keys: ['N'], does: 'Variants side by side' },
      { keys: ['1', '9'], does: 'Pick a variant' },
      { keys: ['Z'], does: 'Whole, or one pixel to one pixel' },
      { keys: ['X'], does: 'Reject a variant, side by side' },
      { keys: ['B'], does: 'Before and after' },
      { keys: ['C'], does: 'Hold for the source alone' },
      { keys: ['O'], does: 'Outline of the original' },
      { keys: ['D'], does: 'Download' },
    ],
  },
  {
    title: 'Several open images',
    shortcuts: [
      { keys: [ALT_KEY, '←', '→'], does: 'The one before, the next' },
      { keys: ['Space'], does: `Select or not, in the strip; a click with ${mod} does too` },
      { keys: ['Enter'], does: 'Work on it' },
      { keys: ['C', 'V'], does: 'Copy its frame and prompt; paste them' },
      { keys: ['Delete'], does: 'Take it out; undo brings it back' },
    ],
  },
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: ['G'], does: 'All results, or back to the stage' },
      { keys: ['/'], does: 'Search in all results' },
      { keys: [mod, 'Z'], does: 'Undo' },
      { keys: REDO_KEYS.split(' '), does: 'Redo' },
      { keys: [mod, 'Enter'], does: 'Expand' },
      { keys: ['?'], does: 'This sheet' },
    ],
  },
];
