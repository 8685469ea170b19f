import type { Explanation } from '../domain.ts';

/** An explanation in another unit: every value times the factor. */
export function scaleExplanation({ name, value, parts }: Explanation, factor: number): Explanation {
  const scaled = { name, value: value * factor };
  return parts === undefined ? scaled : { ...scaled, parts: parts.map((part) => scaleExplanation(part, factor)) };
}
