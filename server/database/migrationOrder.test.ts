import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.int() })) });

test('each migration is younger than the one before: one that is older would be left out where that one is applied', () => {
  const file = new URL('migrations/meta/_journal.json', import.meta.url);
  const { entries } = journalSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(entries.length).toBeGreaterThan(15);
  expect(entries.toSorted((a, b) => a.when - b.when)).toEqual(entries);
  expect(entries.toSorted((a, b) => a.tag.localeCompare(b.tag))).toEqual(entries);
});
