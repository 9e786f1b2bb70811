import type { CaseOutcome } from './runCase.ts';

const WHO = ['finished', 'naive', 'floor', 'known'] as const;

type Row = readonly [label: string, of: (outcome: CaseOutcome, who: (typeof WHO)[number]) => number];

const ROWS: readonly Row[] = [
  ['inside, levels', (one, who) => one[who].inside],
  ['ΔE 2 px', (one, who) => one[who].near],
  ['ΔE 32 px', (one, who) => one[who].band],
  ['ΔE new area', (one, who) => one[who].all],
  ['misplaced, px', (one, who) => (who === 'floor' || who === 'known' ? 0 : one.misplaced[who])],
  ['seam ÷ truth', (one, who) => one[who].seam],
  ['texture ÷ truth', (one, who) => one[who].texture],
];

/** Means and worst cases of finishing, of naive pasting, of the floor, and of finishing that. */
export function printFinishTable(name: string, outcomes: readonly CaseOutcome[]): void {
  const accepted = outcomes.filter((one) => one.isAccepted).length;
  const wrong = outcomes.filter((one) => one.isWrong).length;
  console.log(`\n${name}: ${accepted} of ${outcomes.length} registrations accepted, ${wrong} wrong`);
  console.log(`  ${''.padEnd(16)}${WHO.map((who) => who.padStart(16)).join('')}`);
  for (const [label, of] of ROWS) {
    const cells = WHO.map((who) => {
      const values = outcomes.map((one) => of(one, who));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      // Ratios err either way.
      const isRatio = label.includes('÷');
      const badness = (value: number) => (isRatio ? Math.abs(Math.log(Math.max(1e-3, value))) : value);
      const worst = values.reduce((a, b) => (badness(b) > badness(a) ? b : a));
      return `${mean.toFixed(2)} / ${worst.toFixed(2)}`.padStart(16);
    });
    console.log(`  ${label.padEnd(16)}${cells.join('')}`);
  }
}
