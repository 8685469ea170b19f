import { describe, expect, it } from 'vitest';
import { orderColumns } from '../../src/documents/readers/pdf/columns.ts';
import type { Fragment } from '../../src/documents/readers/pdf/fragments.ts';

function line(text: string, left: number, right: number, baseline: number): Fragment {
  return { text, left, right, baseline, size: 10, isBold: false };
}

/** Lines of prose one under another. */
function column(name: string, left: number, right: number, lines: number, top = 100): Fragment[] {
  return Array.from({ length: lines }, (_, index) =>
    line(`${name} ${index} de quatre mots`, left, right, top + 12 * index),
  );
}

function flowsOf(...pages: Fragment[][]): string[][] {
  const input = pages.map((fragments, index) => ({ number: index + 1, height: 800, fragments, rules: [] }));
  return orderColumns(input).map(({ fragments }) => fragments.map(({ text }) => text.split(' ').slice(0, 2).join(' ')));
}

describe('orderColumns', () => {
  it('reads three columns from left to right', () => {
    const flows = flowsOf([
      ...column('un', 50, 200, 5),
      ...column('deux', 220, 370, 5),
      ...column('trois', 390, 540, 5),
    ]);
    expect(flows.map(([first]) => first)).toEqual(['un 0', 'deux 0', 'trois 0']);
  });

  it('leaves a single column with an indented list whole', () => {
    expect(
      flowsOf([
        ...column('texte', 50, 540, 5),
        ...column('liste', 100, 400, 5, 160),
        ...column('fin', 50, 540, 4, 220),
      ]),
    ).toHaveLength(1);
  });

  it('leaves the short cells of a table together', () => {
    const cells = Array.from({ length: 6 }, (_, row) => [
      line('Ain', 50, 80, 100 + 12 * row),
      line('31', 300, 315, 100 + 12 * row),
    ]);
    expect(flowsOf(cells.flat())).toHaveLength(1);
  });

  it('knows a column of one line from the other pages', () => {
    const full = [...column('gauche', 50, 280, 8), ...column('droite', 310, 540, 8)];
    const last = [...column('gauche', 50, 280, 8), line('fin en quatre mots', 310, 400, 100)];
    expect(flowsOf(full, last).map(([first]) => first)).toEqual(['gauche 0', 'droite 0', 'gauche 0', 'fin en']);
  });

  it('ends where coordinates are no numbers', () => {
    const broken = Array.from({ length: 10 }, () => line('mot', Number.NaN, Number.NaN, Number.NaN));
    expect(flowsOf([...column('un', 50, 540, 5), ...broken]).flat()).toHaveLength(15);
  });
});
