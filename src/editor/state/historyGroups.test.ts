import { describe, expect, it } from 'vitest';
import { createHistoryGroups } from './historyGroups.ts';

/** Groups under a clock that the test sets, and how many steps were recorded. */
function setUp() {
  const clock = { ms: 0 };
  const groups = createHistoryGroups(() => clock.ms);
  const recorded = { steps: 0 };
  const change = () => {
    if (groups.records()) recorded.steps += 1;
  };
  return { clock, groups, recorded, change };
}

describe('step groups', () => {
  it('records every change that belongs to no run', () => {
    const { recorded, change } = setUp();
    change();
    change();
    expect(recorded.steps).toBe(2);
  });

  it('makes one step of presses that follow each other quickly, and another after a pause', () => {
    const { clock, groups, recorded, change } = setUp();
    for (const ms of [0, 900, 1800]) {
      clock.ms = ms;
      groups.join('left', change);
    }
    expect(recorded.steps).toBe(1);
    clock.ms = 2800;
    groups.join('left', change);
    expect(recorded.steps).toBe(2);
  });

  it('goes on with a held key after any time', () => {
    const { clock, groups, recorded, change } = setUp();
    groups.join('left', change);
    clock.ms = 60_000;
    groups.join('left', change, true);
    expect(recorded.steps).toBe(1);
  });

  it('begins a step for another run and after a change of no run', () => {
    const { groups, recorded, change } = setUp();
    groups.join('left', change);
    groups.join('right', change);
    groups.join('left', change);
    expect(recorded.steps).toBe(3);
    change();
    groups.join('left', change);
    expect(recorded.steps).toBe(5);
  });

  it('takes several changes at once as one', () => {
    const { groups, recorded, change } = setUp();
    groups.join('format', () => {
      change();
      change();
    });
    expect(recorded.steps).toBe(1);
  });

  it('does not join a run that has changed nothing yet', () => {
    const { groups, recorded, change } = setUp();
    groups.join('left', change);
    groups.close();
    groups.join('left', () => undefined);
    groups.join('left', change);
    expect(recorded.steps).toBe(2);
  });

  it('ends a run that is closed', () => {
    const { groups, recorded, change } = setUp();
    groups.join('left', change, true);
    groups.close();
    groups.join('left', change, true);
    expect(recorded.steps).toBe(2);
  });
});
