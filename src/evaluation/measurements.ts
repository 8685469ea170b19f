import { join } from 'node:path';
import Type, { type Static, type TObject } from 'typebox';
import type { Config } from '../config.ts';
import { findProblem, invalidFile } from './evaluation-files.ts';
import { measureAnswers } from './measure-answers.ts';
import { measureGate } from './measure-gate.ts';
import { measurePassages } from './measure-passages.ts';
import { measureRetrieval } from './measure-retrieval.ts';
import { measureSimilarity } from './measure-similarity.ts';

/** What `sourcier eval` can measure, with the options that change the figures, by their names on the command line. */
export interface Measurement {
  readonly name: string;
  readonly command: string;
  readonly options: Readonly<Record<string, string | true>>;
}

interface MeasurementContext {
  readonly config: Config;
  readonly dataRoot: string;
}

interface Command {
  readonly options: TObject;
  /** What the command writes with `--json`, but for times, which no file can declare for all machines. */
  readonly measure: (options: never, context: MeasurementContext) => Promise<unknown>;
}

function defineCommand<Options extends TObject>(
  options: Options,
  measure: (options: Static<Options>, context: MeasurementContext) => Promise<unknown>,
): Command {
  return { options, measure };
}

const exact = { additionalProperties: false };
const name = Type.Optional(Type.String());
const part = Type.Optional(Type.Union([Type.Literal('learning'), Type.Literal('reporting')]));
const flag = Type.Optional(Type.Literal(true));

const COMMANDS: Readonly<Record<string, Command>> = {
  retrieval: defineCommand(
    Type.Object(
      {
        data: Type.String(),
        corpus: name,
        queries: name,
        qrels: name,
        part,
        'embedding-only': flag,
        'lexical-only': flag,
      },
      exact,
    ),
    async ({ data, corpus, queries, qrels, part, ...only }, { config, dataRoot }) => {
      const side = only['embedding-only'] ? 'embedding' : only['lexical-only'] ? 'lexical' : 'whole';
      const files = { folder: join(dataRoot, data), corpus, queries, qrels };
      return (await measureRetrieval({ config, files, side, part, isTimed: false })).figures;
    },
  ),
  passages: defineCommand(
    Type.Object({ golden: Type.String(), documents: Type.String() }, exact),
    async ({ golden, documents }, { config, dataRoot }) =>
      (
        await measurePassages({
          config,
          golden: join(dataRoot, golden),
          documents: join(dataRoot, documents),
          isTimed: false,
        })
      ).figures,
  ),
  // Over a folder alone: what happens to be indexed is no measurement that can be taken again.
  answers: defineCommand(
    Type.Object({ golden: Type.String(), documents: Type.String() }, exact),
    async ({ golden, documents }, { config, dataRoot }) =>
      (
        await measureAnswers({
          config,
          golden: join(dataRoot, golden),
          documents: join(dataRoot, documents),
          isTimed: false,
        })
      ).figures,
  ),
  gate: defineCommand(
    Type.Object({ data: Type.String(), part }, exact),
    async ({ data, part }, { config, dataRoot }) =>
      (await measureGate({ config, folder: join(dataRoot, data), part })).figures,
  ),
  similarity: defineCommand(Type.Object({ data: Type.String() }, exact), ({ data }, { config, dataRoot }) =>
    measureSimilarity(config, join(dataRoot, data)),
  ),
};

/**
 * @param path the file that the measurement is stated in
 * @throws {SourcierError} `evaluation_file_invalid` for an unknown command or option
 */
export function checkMeasurement(path: string, { name, command, options }: Measurement): void {
  const known = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  const problem = known === undefined ? null : findProblem(options, known.options);
  if (known !== undefined && problem === null) return;
  throw invalidFile(path, {
    fr: `la mesure « ${name} » : ${problem?.fr ?? `la commande « ${command} » est inconnue`}`,
    en: `the measurement "${name}": ${problem?.en ?? `the command "${command}" is unknown`}`,
  });
}

/** @throws {SourcierError} what the command throws */
export async function takeMeasurement(
  { command, options }: Measurement,
  context: MeasurementContext,
): Promise<unknown> {
  const known = COMMANDS[command];
  if (known === undefined) throw new RangeError(`unknown command ${command}`);
  return await known.measure(options as never, context);
}
