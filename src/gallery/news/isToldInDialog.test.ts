// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { isToldInDialog } from './isToldInDialog.ts';

afterEach(() => document.body.replaceChildren());

test('a dialog tells of its own batch while it is open, and of no other task', () => {
  const batch = { id: crypto.randomUUID(), name: 'Pack' };
  expect(isToldInDialog({ batch })).toBe(false);
  document.body.innerHTML = `<div role="dialog"><div data-tells-of="${batch.id}"></div></div>`;
  expect(isToldInDialog({ batch })).toBe(true);
  expect(isToldInDialog({ batch: { ...batch, id: crypto.randomUUID() } })).toBe(false);
  expect(isToldInDialog({ batch: null })).toBe(false);
});
