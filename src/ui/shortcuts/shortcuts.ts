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
    title: 'View',
    shortcuts: [
      { keys: ['wheel'], does: 'Zoom or pan, as set beside the zoom on the stage' },
      { keys: [SHIFT_KEY, 'wheel'], does: 'Always pan; with Ctrl, always zoom' },
      { keys: ['Space', 'drag'], does: 'Pan; so does the middle button' },
      { keys: ['+'], does: 'Zoom in' },
      { keys: ['−'], does: 'Zoom out' },
      { keys: ['0'], does: 'Fit the frame; so does a double-click' },
      { keys: ['1'], does: 'Actual size, 100%' },
      { keys: ['S'], does: 'Snapping on or off' },
    ],
  },
  {
    title: 'With a handle focused',
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
    title: 'In a field',
    shortcuts: [
      { keys: ['↑', '↓'], does: 'One step; with Shift, ten' },
      { keys: ['drag its name'], does: 'Change the figure' },
      { keys: ['Enter'], does: 'Set what is typed; +120, 50% and *2 work' },
      { keys: ['Esc'], does: 'Leave it as it was' },
    ],
  },
  {
    title: 'A result on the stage',
    shortcuts: [
      { keys: ['←', '→'], does: 'Previous and next variant' },
      { keys: ['1', 'to', '9'], does: 'Go to a variant' },
      { keys: ['B'], does: 'Before and after' },
      { keys: ['P'], does: 'Retry with another prompt' },
      { keys: ['D'], does: 'Download' },
      { keys: ['E'], does: 'Deliver: size, type, name' },
      { keys: ['Enter'], does: 'Keep it, and go on from it' },
      { keys: ['Esc'], does: 'Back to the frame' },
    ],
  },
  {
    title: 'All results',
    shortcuts: [
      { keys: ['←', '→', '↑', '↓'], does: 'Next picture that way' },
      { keys: [SHIFT_KEY, 'arrow'], does: 'Extend the selection; so does a click' },
      { keys: ['Space'], does: `Select or not; so does a click with ${mod}` },
      { keys: [mod, 'A'], does: 'Select all' },
      { keys: ['S'], does: 'Star' },
      { keys: ['Delete'], does: 'Delete what is selected' },
      { keys: ['Enter'], does: 'Open' },
    ],
  },
  {
    title: 'In the viewer',
    shortcuts: [
      { keys: ['←', '→'], does: 'Previous and next result' },
      { keys: ['N'], does: 'Variants side by side' },
      { keys: ['1', 'to', '9'], does: 'Go to a variant' },
      { keys: ['F'], does: 'Back and forth between two variants' },
      { keys: ['X'], does: 'Reject a variant, side by side' },
      { keys: ['Z'], does: 'Fit, or actual size' },
      { keys: ['B'], does: 'Before and after' },
      { keys: ['C'], does: 'Source alone, while held' },
      { keys: ['O'], does: 'Outline of the original' },
      { keys: ['S'], does: 'Star' },
      { keys: ['D'], does: 'Download' },
      { keys: ['E'], does: 'Deliver: size, type, name' },
      { keys: ['Delete'], does: 'Delete the result' },
    ],
  },
  {
    title: 'Several images open',
    shortcuts: [
      { keys: [ALT_KEY, '←', '→'], does: 'Previous and next image' },
      { keys: ['Space'], does: `Select or not, in the tray; so does a click with ${mod}` },
      { keys: ['Enter'], does: 'Work on it' },
      { keys: ['C', 'V'], does: 'Copy its frame and prompt; paste them' },
      { keys: ['Delete'], does: 'Close it; undo brings it back' },
      { keys: [SHIFT_KEY, 'drop'], does: 'Open a file beside the image that is open alone' },
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
