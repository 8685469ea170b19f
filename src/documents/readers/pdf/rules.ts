import { largest, smallest } from './extent.ts';
import { applyMatrix, IDENTITY, type Matrix, multiply, toMatrix } from './matrix.ts';

/** A rectangle in points from the top left corner of the page. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Straight lines that are drawn on a page, such as the borders of a table's cells. */
export interface Rules {
  readonly horizontal: readonly Box[];
  readonly vertical: readonly Box[];
}

export const NO_RULES: Rules = { horizontal: [], vertical: [] };

/** The drawing commands of a page: codes and, at the same index, their arguments. */
export interface OperatorList {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** Codes of pdf.js 5 (its `OPS`), which pdf-parse does not export. */
const SAVE = 10;
const RESTORE = 11;
const TRANSFORM = 12;
const FORM_BEGIN = 74;
const FORM_END = 75;
const CONSTRUCT_PATH = 91;
/** Stroke, fill, and their combinations; what only clips draws nothing. */
const FIRST_PAINT = 20;
const LAST_PAINT = 27;
/** Numbers that follow each code inside a path: move, line, curve, close. */
const PATH_NUMBERS = [2, 2, 6, 0];

const THICKEST = 2.5;
const SHORTEST = 4;
/** A page with more is a drawing, not a table. */
const MOST_RULES = 4_000;

/** The rules of a page; none where there are so many that it is a drawing. */
export function readRules(operators: OperatorList, page: Matrix): Rules {
  const boxes = readBoxes(operators, page);
  if (boxes.length > MOST_RULES) return NO_RULES;
  const edges = boxes.flatMap(edgesOf);
  return {
    horizontal: edges.filter((box) => box.right - box.left >= box.bottom - box.top),
    vertical: edges.filter((box) => box.right - box.left < box.bottom - box.top),
  };
}

function readBoxes({ fnArray, argsArray }: OperatorList, page: Matrix): Box[] {
  const boxes: Box[] = [];
  const stack: Matrix[] = [];
  let current = page;
  fnArray.forEach((code, index) => {
    const values = argsArray[index];
    if (code === SAVE) stack.push(current);
    else if (code === RESTORE || code === FORM_END) current = stack.pop() ?? page;
    else if (code === TRANSFORM) current = multiply(current, readMatrix(values));
    else if (code === FORM_BEGIN) {
      stack.push(current);
      current = multiply(current, readMatrix(Array.isArray(values) ? values[0] : null));
    } else if (code === CONSTRUCT_PATH && boxes.length <= MOST_RULES)
      for (const box of readPath(values, current)) boxes.push(box);
  });
  return boxes;
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return true;
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

function readMatrix(value: unknown): Matrix {
  return isNumbers(value) && value.length === 6 ? toMatrix(value) : IDENTITY;
}

/** The boxes of a path's parts, where it is painted. */
function readPath(values: unknown, matrix: Matrix): Box[] {
  if (!Array.isArray(values)) return [];
  const [paint, paths] = values;
  const numbers: unknown = Array.isArray(paths) ? paths[0] : null;
  const isPainted = typeof paint === 'number' && paint >= FIRST_PAINT && paint <= LAST_PAINT;
  return isPainted && isNumbers(numbers) ? readParts(numbers, matrix) : [];
}

function readParts(numbers: ArrayLike<number>, matrix: Matrix): Box[] {
  const boxes: Box[] = [];
  let points: (readonly [number, number])[] = [];
  const endPart = (): void => {
    if (points.length > 1 && points.flat().every(Number.isFinite)) boxes.push(boxAround(points));
    points = [];
  };
  for (let index = 0; index < numbers.length; ) {
    const code = numbers[index] ?? 0;
    const count = PATH_NUMBERS[code] ?? 0;
    if (code === 0) endPart();
    for (let at = index + 1; at + 1 <= index + count; at += 2) {
      points.push(applyMatrix(matrix, numbers[at] ?? 0, numbers[at + 1] ?? 0));
    }
    index += 1 + count;
  }
  endPart();
  return boxes;
}

function boxAround(points: readonly (readonly [number, number])[]): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { left: smallest(xs), top: smallest(ys), right: largest(xs), bottom: largest(ys) };
}

/** A thin box is a rule; a larger one, such as a cell's background, has four. */
function edgesOf({ left, top, right, bottom }: Box): Box[] {
  const width = right - left;
  const height = bottom - top;
  if (Math.max(width, height) < SHORTEST) return [];
  if (Math.min(width, height) <= THICKEST) return [{ left, top, right, bottom }];
  return [
    { left, top, right, bottom: top },
    { left, top: bottom, right, bottom },
    { left, top, right: left, bottom },
    { left: right, top, right, bottom },
  ];
}
