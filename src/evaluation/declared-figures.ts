import Type, { type Static } from 'typebox';
import type { Config } from '../config.ts';
import { SourcierError } from '../errors.ts';
import { findProblem, invalidFile, readEvaluationFile, writeEvaluationFile } from './evaluation-files.ts';
import { checkMeasurement, takeMeasurement } from './measurements.ts';

/** File of the declared figures inside `MODELS_DIR`: they say how good these models are. */
export const DECLARED_FIGURES_FILE = 'figures.json';

const FigureSchema = Type.Object({
  /** A JSON pointer (RFC 6901) into what the command writes with `--json`. */
  figure: Type.String({ pattern: '^/' }),
  /** Null until it is declared. */
  value: Type.Union([Type.Number(), Type.Null()]),
  /** How far the figure may move, in either direction. */
  margin: Type.Number({ minimum: 0 }),
});

const MeasurementSchema = Type.Object({
  name: Type.String({ minLength: 1 }),
  /** The part of `sourcier eval` that measures it. */
  command: Type.String(),
  /** The options of that command as on the command line; files and folders are inside the data root. */
  options: Type.Record(Type.String(), Type.Union([Type.String(), Type.Literal(true)])),
  figures: Type.Array(FigureSchema, { minItems: 1 }),
});

const DeclaredFiguresSchema = Type.Object({
  version: Type.Literal(1),
  measurements: Type.Array(MeasurementSchema),
});

export type DeclaredFigures = Static<typeof DeclaredFiguresSchema>;
export type DeclaredMeasurement = Static<typeof MeasurementSchema>;

export interface CheckedFigure {
  readonly figure: string;
  readonly declared: number | null;
  readonly margin: number;
  /** Null where the command gives no such figure. */
  readonly measured: number | null;
  /** By more than its margin; also where nothing was declared or measured. */
  readonly hasMoved: boolean;
}

/** One declared measurement, taken again. */
export interface CheckedMeasurement {
  readonly name: string;
  /** Empty where it could not be taken. */
  readonly figures: readonly CheckedFigure[];
  /** Why it could not be taken. */
  readonly error: SourcierError | null;
}

export interface CheckOptions {
  readonly config: Config;
  /** The folder that the measurements' files lie in. */
  readonly dataRoot: string;
}

/** @throws {SourcierError} `evaluation_file_missing`, `evaluation_file_invalid` */
export function readDeclaredFigures(path: string): DeclaredFigures {
  let content: unknown;
  try {
    content = JSON.parse(readEvaluationFile(path));
  } catch (error) {
    if (SourcierError.is(error)) throw error;
    throw invalidFile(path, { fr: 'ce n’est pas du JSON', en: 'it is not JSON' });
  }
  const problem = findProblem(content, DeclaredFiguresSchema);
  if (problem !== null) throw invalidFile(path, problem);
  const declared = content as DeclaredFigures;
  for (const measurement of declared.measurements) checkMeasurement(path, measurement);
  return declared;
}

/** Takes a declared measurement again. A coded error is part of the outcome: the others are still to be taken. */
export async function checkAgain(declared: DeclaredMeasurement, options: CheckOptions): Promise<CheckedMeasurement> {
  const { name } = declared;
  try {
    const measured = await takeMeasurement(declared, options);
    return { name, figures: declared.figures.map((figure) => checkFigure(figure, measured)), error: null };
  } catch (error) {
    if (!SourcierError.is(error)) throw error;
    return { name, figures: [], error };
  }
}

/** What is measured is rounded, and so is what is declared: a margin is not to be missed by the last binary digit. */
const ROUNDING = 1e-9;

function checkFigure({ figure, value, margin }: Static<typeof FigureSchema>, measured: unknown): CheckedFigure {
  const found = pointTo(measured, figure);
  const number = typeof found === 'number' ? found : null;
  const hasMoved = value === null || number === null || Math.abs(number - value) > margin + ROUNDING;
  return { figure, declared: value, margin, measured: number, hasMoved };
}

/** The value at a JSON pointer, or undefined. */
function pointTo(value: unknown, pointer: string): unknown {
  let place = value;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, name)) return undefined;
    place = (place as Record<string, unknown>)[name];
  }
  return place;
}

/**
 * Writes the figures that were measured in place of those that were declared; margins and all else stay.
 *
 * @param checked by the measurements' names; what could not be measured keeps its value
 * @throws {SourcierError} `output_unwritable`
 */
export function declareFigures(path: string, declared: DeclaredFigures, checked: readonly CheckedMeasurement[]): void {
  const measuredOf = new Map(checked.map(({ name, figures }) => [name, figures]));
  const measurements = declared.measurements.map((measurement) => ({
    ...measurement,
    figures: measurement.figures.map((declaredFigure) => {
      const found = measuredOf.get(measurement.name)?.find(({ figure }) => figure === declaredFigure.figure);
      return { ...declaredFigure, value: found?.measured ?? declaredFigure.value };
    }),
  }));
  writeEvaluationFile(path, `${JSON.stringify({ ...declared, measurements }, null, 2)}\n`);
}
