/**
 * A gate that sees nothing but the question's shape: how much a test set gives away before any passage is read. What it
 * gets is no merit, and a gate that reads the passages has to do better.
 */

interface ShapedQuestion {
  readonly question: string;
  readonly answerable: boolean;
}

/** First words of fewer questions are all taken for one another. */
const LEAST_OPENINGS = 5;
const STEPS = 2_000;
const RATE = 0.5;
const PENALTY = 1e-3;

/**
 * Logistic regression on the first word, the length in words and characters, the capitals and digits; by gradient descent
 * from 0, with an L2 penalty, so that the same questions always give the same.
 *
 * @returns the probability, 0 to 1, that a question has an answer
 */
export function learnQuestionShape(learning: readonly ShapedQuestion[]): (question: string) => number {
  const counts = new Map<string, number>();
  for (const { question } of learning) {
    const opening = openingOf(question);
    counts.set(opening, (counts.get(opening) ?? 0) + 1);
  }
  const openings = [...counts].filter(([, count]) => count >= LEAST_OPENINGS).map(([opening]) => opening);
  const rows = learning.map(({ question, answerable }) => ({
    shape: describeShape(question, openings),
    truth: Number(answerable),
  }));
  const weights = describeShape('', openings).map(() => 0);
  for (let step = 0; step < STEPS; step++) {
    const slope = weights.map((weight) => PENALTY * weight);
    for (const { shape, truth } of rows) {
      const error = (logistic(weights, shape) - truth) / rows.length;
      for (const [index, value] of shape.entries()) slope[index] = (slope[index] ?? 0) + error * value;
    }
    for (const [index, change] of slope.entries()) weights[index] = (weights[index] ?? 0) - RATE * change;
  }
  return (question) => logistic(weights, describeShape(question, openings));
}

/** Each about 0 to 1, or a little more; the first is constant. */
function describeShape(question: string, openings: readonly string[]): number[] {
  const text = question.trim();
  const words = text.split(/\s+/u);
  const opening = openingOf(text);
  return [
    1,
    words.length / 20,
    text.length / 100,
    words.slice(1).filter((word) => /^\p{Lu}/u.test(word)).length / 5,
    Number(/^\p{Lu}/u.test(text)),
    Number(/\d/.test(text)),
    Number(text.endsWith('?')),
    ...openings.map((known) => Number(known === opening)),
  ];
}

function openingOf(question: string): string {
  return /\p{L}+/u.exec(question.toLowerCase())?.[0] ?? '';
}

function logistic(weights: readonly number[], shape: readonly number[]): number {
  return 1 / (1 + Math.exp(-shape.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0)));
}
