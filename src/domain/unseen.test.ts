import { expect, test } from 'vitest';
import { taskSchema } from './contract/task.ts';
import { taskRequestSchema } from './contract/taskRequest.ts';
import { shownName } from './unseen.ts';

test.each([
  ['photo\u202egnp.exe', 'photognp.exe'],
  ['a\u2067b\u2069.png', 'ab.png'],
  ['two\r\nlines\u2028.png', 'two lines .png'],
  ['\u202e', ''],
  ['صورة.png', 'صورة.png'],
  ['👨\u200d👩\u200d👧 holiday.png', '👨\u200d👩\u200d👧 holiday.png'],
])('the file %j is shown as %j', (name, shown) => {
  expect(shownName(name)).toBe(shown);
});

test('no name of a source turns the reading direction, neither as it is asked for nor as it is told', () => {
  const { sourceName } = taskRequestSchema.shape;
  expect(sourceName.parse('photo\u202egnp.exe')).toBe('photognp.exe');
  expect(sourceName.parse('\u202e ')).toBeNull();
  expect(taskSchema.shape.sourceName.parse('photo\u202egnp.exe')).toBe('photognp.exe');
});
