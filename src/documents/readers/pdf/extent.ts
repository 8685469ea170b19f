interface Extent {
  readonly left: number;
  readonly right: number;
}

/** From the leftmost to the rightmost point of some pieces; however many they are, unlike `Math.min` of all of them. */
export function extentOf(pieces: readonly Extent[]): Extent {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const piece of pieces) {
    left = Math.min(left, piece.left);
    right = Math.max(right, piece.right);
  }
  return { left, right };
}

export function smallest(numbers: readonly number[]): number {
  return numbers.reduce((least, number) => Math.min(least, number), Number.POSITIVE_INFINITY);
}

export function largest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), Number.NEGATIVE_INFINITY);
}
