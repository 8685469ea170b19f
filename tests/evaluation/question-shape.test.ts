import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnQuestionShape } from '../../src/evaluation/question-shape.ts';

const ask = (start: string, isAnswerable: boolean) =>
  ['Paris', 'Rennes', 'Metz', 'Lyon', 'Nice', 'Brest'].map((town) => ({
    question: `${start} ${town}?`,
    answerable: isAnswerable,
  }));

describe('a gate that sees the question alone', () => {
  it('learns from the first word, in any language', () => {
    const judge = learnQuestionShape([...ask('Where is', true), ...ask('Où est', false)]);
    expect(judge('Where is Toulouse?')).toBeGreaterThan(0.8);
    expect(judge('Où est Toulouse?')).toBeLessThan(0.2);
  });

  it('learns from length and capitals', () => {
    const short = Array.from({ length: 12 }, (_, place) => ({ question: `q${place} is it so`, answerable: false }));
    const long = short.map(({ question }) => ({
      question: `${question} in the Old Town of Saint Malo by the Sea`,
      answerable: true,
    }));
    const judge = learnQuestionShape([...short, ...long]);
    expect(judge('is it so in the Old Town of Saint Malo by the Sea')).toBeGreaterThan(0.7);
    expect(judge('is it so')).toBeLessThan(0.3);
  });

  it('gives a probability for any question, the same each time', () => {
    const cases = [...ask('Who is in', true), ...ask('When was', false)];
    const [judge, again] = [learnQuestionShape(cases), learnQuestionShape(cases)];
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (question) => {
        const probability = judge(question);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
        expect(again(question)).toBe(probability);
      }),
    );
  });
});
