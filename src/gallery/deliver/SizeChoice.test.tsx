// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import { FORMATS } from '../../domain/formats.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { changeDelivery, useDeliverySettings } from './deliverySettings.ts';
import type { DeliveryItem } from './deliveryTarget.ts';
import { SizeChoice } from './SizeChoice.tsx';

const facts = { index: 0, isStarred: false, fileBytes: 1, sent: null, flags: [], proof: null };

function itemOf(n: number, formatId: string | null): DeliveryItem {
  const result = { ...facts, id: `result-${n}`, width: 540, height: 500, colour: '#808080' };
  const task = sampleTask(n, { formatId, results: [result] });
  return { task, result };
}

const plain = itemOf(1, null);
const other = itemOf(2, null);
const formatted = itemOf(3, FORMATS.find(({ size }) => size !== null)?.id ?? null);

function choiceOf(items: readonly [DeliveryItem, ...DeliveryItem[]]) {
  const { size } = useDeliverySettings.getState();
  const { container, unmount } = mount(<SizeChoice item={items[0]} items={items} chosen={size} />);
  const options = [...container.querySelectorAll('label')].map((label) => ({
    words: label.textContent,
    radio: label.querySelector('input'),
  }));
  const choose = (ending: string) => {
    const option = options.find(({ words }) => words.endsWith(ending));
    act(() => option?.radio?.click());
  };
  const field = container.querySelector<HTMLInputElement>('input[type=text]');
  const type = (text: string) => {
    act(() => field?.focus());
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
      field?.dispatchEvent(new Event('input', { bubbles: true }));
    });
    act(() => field?.blur());
  };
  return { type, chosen: options.find(({ radio }) => radio?.checked)?.words, choose, unmount };
}

test('where only others have a format, each in its own is what is chosen, and all can be had as they are', () => {
  changeDelivery({ size: { kind: 'format', formatId: null } });
  const before = choiceOf([plain, formatted]);
  expect(before.chosen).toMatch(/Each in its format$/);
  before.choose('As it is');
  before.unmount();
  expect(useDeliverySettings.getState().size).toEqual({ kind: 'full' });
  const after = choiceOf([plain, formatted]);
  expect(after.chosen).toMatch(/As it is$/);
  after.unmount();
});

test('where none has a format, that is as it is', () => {
  changeDelivery({ size: { kind: 'format', formatId: null } });
  const { chosen, unmount } = choiceOf([plain, other]);
  expect(chosen).toMatch(/As it is$/);
  unmount();
});

test('a longest side is read as a length is: in the separators and digits of any script', () => {
  changeDelivery({ size: { kind: 'full' } });
  const { type, unmount } = choiceOf([plain, other]);
  type('1.200');
  expect(useDeliverySettings.getState().size).toEqual({ kind: 'longest', px: 1200 });
  type('٨٠٠ px');
  expect(useDeliverySettings.getState().size).toEqual({ kind: 'longest', px: 800 });
  type('99999');
  // 540 × 500 with as many pixels as a file may have.
  expect(useDeliverySettings.getState().size).toEqual({ kind: 'longest', px: 14_399 });
  unmount();
});
