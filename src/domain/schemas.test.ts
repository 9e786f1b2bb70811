import { expect, test } from 'vitest';
import { z } from 'zod';
import { isRecursiveSchema } from 'zod/v4/core';

const modules = import.meta.glob<Record<string, unknown>>(
  ['./contract/*.ts', './pack/pack.ts', './{finishProof,delivery,piece}.ts', '!**/*.test.ts'],
  { eager: true },
);
const schemas = Object.entries(modules).flatMap(([file, exported]) =>
  Object.entries(exported).flatMap(([name, value]) =>
    value instanceof z.ZodType ? [{ name: `${file} ${name}`, schema: value }] : [],
  ),
);

test('zod’s question finds a schema that contains itself', () => {
  const tree = z.object({
    get branches() {
      return z.array(tree);
    },
  });
  expect(isRecursiveSchema(tree)).toBe(true);
});

// The built app is without the part of zod that one would need.
test.each(schemas)('$name does not contain itself', ({ schema }) => {
  expect(isRecursiveSchema(schema)).toBe(false);
});
