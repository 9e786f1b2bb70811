import { expect, test } from 'vitest';
import { addressRangesSchema, isInRanges, LOOPBACK_RANGES, networkOf } from './addressRange.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['nonsense', 'nonsense'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each([
  ['127.0.0.1', true],
  ['::ffff:127.0.0.1', true],
  ['::1', true],
  ['10.1.2.3', false],
  ['2001:db8::1', false],
  ['unknown', false],
])('%s is of this machine: %s', (address, isOwn) => {
  expect(isInRanges(address, LOOPBACK_RANGES)).toBe(isOwn);
});

test('ranges and single addresses are read, and what is neither is named', () => {
  const ranges = addressRangesSchema.parse('172.18.0.0/16, 10.0.0.7,fd00::/8');
  const inside = ['172.18.3.4', '10.0.0.7', 'fd00::1', '10.0.0.8', '172.19.0.1'];
  expect(inside.map((address) => isInRanges(address, ranges))).toEqual([true, true, true, false, false]);
  expect(() => addressRangesSchema.parse('caddy')).toThrow('caddy is neither');
});
