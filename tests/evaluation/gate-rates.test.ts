import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areaUnderCurve,
  chooseThreshold,
  type JudgedCase,
  measureRates,
  ratesAt,
  traceCurve,
} from '../../src/evaluation/gate-rates.ts';

const answerable = (probability: number): JudgedCase => ({ answerable: true, probability });
const unanswerable = (probability: number): JudgedCase => ({ answerable: false, probability });
const CASES = [0.9, 0.6, 0.6, 0.2].map(answerable).concat([0.7, 0.6, 0.3, 0.1].map(unanswerable));

describe('the rates of a gate', () => {
  it('are what is answered without an answer, and refused with one', () => {
    const answered = { answerable: false, isAnswered: true };
    const cases = [answered, { ...answered, isAnswered: false }, answered, { answerable: true, isAnswered: false }];
    expect(measureRates(cases)).toEqual({ hallucination: 0.6667, error: 1, sum: 1.6667 });
  });

  it('at a threshold count what lies on it as answered', () => {
    expect(ratesAt(CASES, 0.6)).toEqual({ threshold: 0.6, hallucination: 0.5, error: 0.25, sum: 0.75 });
    expect(ratesAt(CASES, 0.61)).toEqual({ threshold: 0.61, hallucination: 0.25, error: 0.75, sum: 1 });
  });

  it('go from answering all to refusing all', () => {
    const curve = traceCurve(CASES);
    expect(curve).toHaveLength(21);
    expect(curve[0]).toEqual({ threshold: 0, hallucination: 1, error: 0, sum: 1 });
    expect(curve.at(-1)).toEqual({ threshold: 1, hallucination: 0, error: 1, sum: 1 });
    expect(curve[12]).toEqual(ratesAt(CASES, 0.6));
  });
});

describe('the threshold that is chosen', () => {
  it('makes the least sum, and is the highest of equals', () => {
    // 0.9: 0 + 0.75; 0.7: 0.25 + 0.75; 0.6: 0.5 + 0.25; 0.3: 0.75 + 0.25; 0.2: 0.75 + 0; 0.1: 1 + 0.
    expect(chooseThreshold(CASES)).toBe(0.9);
    expect(chooseThreshold([answerable(0.8), answerable(0.5), unanswerable(0.4)])).toBe(0.5);
  });
});

describe('the area under the curve', () => {
  it('is the share of pairs in the right order, ties counted half', () => {
    // 0.9 beats 4; 0.6 beats 2 and ties 1, twice; 0.2 beats 1: 10 of 16.
    expect(areaUnderCurve(CASES)).toBe(0.625);
  });

  const probability = fc.integer({ min: 0, max: 20 }).map((step) => step / 20);
  const sort = (isAnswerable: boolean) =>
    fc.array(
      probability.map((value) => ({ answerable: isAnswerable, probability: value })),
      { minLength: 1, maxLength: 30 },
    );

  it('is what counting all pairs gives, and turns around with the probabilities', () => {
    fc.assert(
      fc.property(sort(true), sort(false), (some, others) => {
        const wins = some.flatMap(({ probability: one }) =>
          others.map(({ probability: other }) => (one > other ? 1 : one === other ? 0.5 : 0) as number),
        );
        const area = areaUnderCurve([...others, ...some]);
        expect(area).toBeCloseTo(wins.reduce((sum, win) => sum + win, 0) / wins.length, 3);
        const turned = [...some, ...others].map((one) => ({ ...one, probability: 1 - one.probability }));
        expect(areaUnderCurve(turned)).toBeCloseTo(1 - area, 3);
      }),
    );
  });

  it('never has a chosen threshold that does worse than answering all', () => {
    fc.assert(
      fc.property(sort(true), sort(false), (some, others) => {
        const cases = [...some, ...others];
        expect(ratesAt(cases, chooseThreshold(cases)).sum).toBeLessThanOrEqual(1);
      }),
    );
  });
});
