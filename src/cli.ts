#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type BriefOptions, brief, readQuestions } from './cli/brief.ts';
import { checkCitations, isSound, readBriefing } from './cli/check-briefing.ts';
import type { AnswersOptions, GateOptions, PassageOptions, RetrievalOptions, SimilarityOptions } from './cli/eval.ts';
import { type MessageName, type Translate, translator } from './cli/messages.ts';
import { renderAnswer, renderCitations, renderDocuments, renderHits, renderReport } from './cli/print.ts';
import { createProgress } from './cli/progress.ts';
import { loadConfig, terminalLanguage } from './config.ts';
import { type Language, MAX_QUESTION_CHARACTERS } from './domain.ts';
import { SourcierError } from './errors.ts';
import { ARTICLE_PARTS } from './evaluation/article-part.ts';
import { BRIEFING_FORMATS } from './export/write-briefing.ts';
import { Links } from './http/links.ts';
import { presentAnswer, presentDocument, presentHit, presentIngestion } from './http/present.ts';
import { toCanonical } from './language/normalise.ts';
import type { Services } from './services.ts';

/**
 * The command table: parses, calls, prints. Exit codes: 0 done, 1 failed (or a file could not be read), 2 another writer is at work.
 *
 * What a command alone needs is loaded when it runs: the web framework and the readers of files take a second or two.
 */

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The rule of the HTTP interface for questions and queries. @throws {SourcierError} `invalid_request` */
function checkText(field: string, text: string): string {
  const tidy = toCanonical(text).trim();
  const wrong =
    tidy === '' ? 'question_empty' : [...tidy].length > MAX_QUESTION_CHARACTERS ? 'question_too_long' : null;
  if (wrong === null) return tidy;
  throw new SourcierError('invalid_request', {
    field,
    problem: { fr: translator('fr')(wrong), en: translator('en')(wrong) },
  });
}

function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** Opens the services for one command and closes them whatever happens. */
async function withServices<Result>(
  language: Language,
  use: (services: Services) => Promise<Result> | Result,
): Promise<Result> {
  const { createServices } = await import('./services.ts');
  const services = await createServices(loadConfig());
  for (const warning of services.warnings) process.stderr.write(`${warning[language].detail}\n`);
  try {
    return await use(services);
  } finally {
    await services.close();
  }
}

function parseLimit(translate: Translate): (value: string) => number {
  return (value) => {
    const limit = Number(value);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100)
      throw new InvalidArgumentError(translate('invalid_limit'));
    return limit;
  };
}

/** `--lang` is read before the table is built, since the help texts are in that language too. */
function languageOf(words: readonly string[]): Language {
  const place = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const value = place < 0 ? undefined : (words[place]?.split('=')[1] ?? words[place + 1]);
  return value === 'fr' || value === 'en' ? value : terminalLanguage();
}

const TITLES: Readonly<Record<string, MessageName>> = {
  'Usage:': 'usage',
  'Arguments:': 'title_arguments',
  'Options:': 'title_options',
  'Commands:': 'title_commands',
  'Global Options:': 'title_global_options',
};

const USAGE_ERRORS: Readonly<Record<string, MessageName>> = {
  'commander.unknownOption': 'unknown_option',
  'commander.unknownCommand': 'unknown_command',
  'commander.missingArgument': 'missing_argument',
  'commander.missingMandatoryOptionValue': 'missing_option',
  'commander.conflictingOption': 'conflicting_option',
  'commander.excessArguments': 'excess_arguments',
  'commander.invalidArgument': 'invalid_value',
};

/** The library's own words are English: what it found wrong is told by its code, with the word that it quotes. */
function describeUsageError({ code, message }: CommanderError, translate: Translate): string {
  const word = /'([^']*)'(?!.*')/.exec(message.split(' is invalid')[0] ?? '')?.[1] ?? '';
  const problem = USAGE_ERRORS[code];
  return translate('usage_error', { problem: problem === undefined ? message : translate(problem, { word }) });
}

/** The whole command table in one language. */
export function buildProgram(language: Language): Command {
  const translate = translator(language);
  const argument = (form: string, description: MessageName) => new Argument(form, translate(description));
  const program = new Command('sourcier').description(translate('describe_program'));
  program.addOption(new Option('--lang <language>', translate('option_lang')).choices(['fr', 'en']));
  program
    .exitOverride()
    .helpOption('-h, --help', translate('option_help'))
    .helpCommand(false)
    .configureOutput({ outputError: () => {} })
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => translate(TITLES[title] ?? 'title_options') });

  program
    .command('ingest')
    .description(translate('describe_ingest'))
    .addArgument(argument('[paths...]', 'argument_paths'))
    .option('--json', translate('option_json'))
    .option('--quiet', translate('option_quiet'))
    .action(async (paths: string[], { json, quiet }: { json?: boolean; quiet?: boolean }) => {
      const progress = createProgress(translate);
      const report = await withServices(language, (services) =>
        services.ingest(paths.length > 0 ? paths : undefined, progress.update),
      ).finally(progress.clear);
      const text = json ? asJson(presentIngestion(report, language)) : renderReport(report, language, translate);
      if (!quiet) print(text);
      else if (report.failures.length > 0) process.stderr.write(`${text}\n`);
      if (report.failures.length > 0) process.exitCode = 1;
    });

  program
    .command('ask')
    .description(translate('describe_ask'))
    .addArgument(argument('<question>', 'argument_question'))
    .option('--json', translate('option_json'))
    .action(async (text: string, { json }: { json?: boolean }) => {
      const question = { text: checkText('question', text), interfaceLanguage: language };
      const answer = await withServices(language, (services) => services.ask(question));
      print(json ? asJson(presentAnswer(answer, new Links(loadConfig().publicUrl))) : renderAnswer(answer, translate));
    });

  program
    .command('search')
    .description(translate('describe_search'))
    .addArgument(argument('<query>', 'argument_query'))
    .addOption(new Option('--limit <number>', translate('option_limit')).default(10).argParser(parseLimit(translate)))
    .option('--explain', translate('option_explain'))
    .option('--json', translate('option_json'))
    .action(
      async (text: string, { limit, explain = false, json }: { limit: number; explain?: boolean; json?: boolean }) => {
        const query = checkText('query', text);
        const found = await withServices(language, (services) =>
          services.search({ query, limit, explain, interfaceLanguage: language }),
        );
        const asPresented = { query, language: found.language, hits: found.hits.map(presentHit) };
        print(json ? asJson(asPresented) : renderHits(found.hits, translate));
      },
    );

  program
    .command('brief')
    .description(translate('describe_brief'))
    .addArgument(argument('<questions.txt>', 'argument_questions'))
    .addOption(
      new Option('--format <format>', translate('option_format')).choices(BRIEFING_FORMATS).default('markdown'),
    )
    .addOption(new Option('--title <title>', translate('option_title')))
    .addOption(new Option('--out <file>', translate('option_out')))
    .action(async (path: string, options: BriefOptions) => {
      const questions = await readQuestions(path);
      const { lang } = program.opts<{ lang?: Language }>();
      const { publicUrl } = loadConfig();
      const { bytes, file, failed } = await withServices(language, (services) =>
        brief(path, questions, options, { messages: language, answer: lang ?? null }, { services, publicUrl }),
      );
      if (file === null) process.stdout.write(new TextDecoder().decode(bytes));
      else print(translate('brief_written', { file }));
      if (failed > 0) process.exitCode = 1;
    });

  program
    .command('citations')
    .description(translate('describe_citations'))
    .addCommand(
      new Command('check')
        .description(translate('describe_citations_check'))
        .addArgument(argument('<briefing>', 'argument_briefing'))
        .option('--json', translate('option_json'))
        .action(async (path: string, { json }: { json?: boolean }) => {
          const ids = await readBriefing(path);
          const citations = await withServices(language, (services) => checkCitations(ids, services));
          print(json ? asJson(citations) : renderCitations(citations, translate));
          if (!citations.every(isSound)) process.exitCode = 1;
        }),
    );

  program
    .command('serve')
    .description(translate('describe_serve'))
    .action(async () => {
      const { serve } = await import('./server.ts');
      await serve(loadConfig(), language);
    });

  program
    .command('documents')
    .description(translate('describe_documents'))
    .option('--json', translate('option_json'))
    .action(async ({ json }: { json?: boolean }) => {
      const documents = await withServices(language, (services) => services.documents());
      print(json ? asJson(documents.map(presentDocument)) : renderDocuments(documents, translate));
    });

  program
    .command('remove')
    .description(translate('describe_remove'))
    .addArgument(argument('<id>', 'argument_id'))
    .option('--purge', translate('option_purge'))
    .action(async (id: string, { purge = false }: { purge?: boolean }) => {
      await withServices(language, (services) => services.remove(id, { purge }));
      print(translate('removed', { id }));
    });

  program
    .command('backup')
    .description(translate('describe_backup'))
    .addArgument(argument('<file>', 'argument_backup'))
    .action(async (file: string) => {
      const documents = await withServices(language, (services) => services.backup(file));
      print(translate('backup_written', { file, documents }));
    });

  program
    .command('restore')
    .description(translate('describe_restore'))
    .addArgument(argument('<file>', 'argument_backup'))
    .action(async (file: string) => {
      const progress = createProgress(translate);
      const documents = await withServices(language, (services) => services.restore(file, progress.update)).finally(
        progress.clear,
      );
      print(translate('backup_restored', { documents }));
    });

  addEvaluation(program, language);
  return program;
}

/** `sourcier eval`: what it measures, and with which options. */
function addEvaluation(program: Command, language: Language): void {
  const translate = translator(language);
  const option = (form: string, description: MessageName) => new Option(form, translate(description));
  const required = (form: string, description: MessageName) => option(form, description).makeOptionMandatory();
  const measures = () => import('./cli/eval.ts');
  const evaluation = program.command('eval').description(translate('describe_eval'));
  evaluation
    .addOption(option('--verify', 'option_verify'))
    .addOption(option('--declare', 'option_declare').conflicts('verify'))
    .addOption(option('--figures <file>', 'option_figures'))
    .addOption(option('--data-root <folder>', 'option_data_root'))
    .action(async (options: { verify?: true; declare?: true; figures?: string; dataRoot?: string }) => {
      const declare = options.declare === true;
      if (!declare && !options.verify) evaluation.outputHelp({ error: true });
      const { verifyFigures } = await measures();
      const isDone = (declare || options.verify) && (await verifyFigures({ ...options, declare }, language, print));
      if (!isDone) process.exitCode = 1;
    });

  evaluation
    .command('retrieval')
    .description(translate('describe_eval_retrieval'))
    .addOption(required('--data <folder>', 'option_data_folder'))
    .addOption(option('--corpus <name>', 'option_corpus').default('corpus.jsonl'))
    .addOption(option('--queries <name>', 'option_queries').default('queries.jsonl'))
    .addOption(option('--qrels <name>', 'option_qrels').default('qrels.tsv'))
    .addOption(option('--embedding-only', 'option_embedding_only').conflicts('lexicalOnly'))
    .addOption(option('--lexical-only', 'option_lexical_only'))
    .addOption(option('--part <part>', 'option_part').choices(ARTICLE_PARTS))
    .addOption(option('--baseline <file>', 'option_baseline'))
    .addOption(option('--run <file>', 'option_run'))
    .addOption(option('--json <file>', 'option_json_file'))
    .addOption(option('--report <file.md>', 'option_report'))
    .action(async (options: RetrievalOptions) => print(await (await measures()).evaluateRetrieval(options, language)));

  evaluation
    .command('passages')
    .description(translate('describe_eval_passages'))
    .addOption(required('--golden <file>', 'option_golden'))
    .addOption(required('--documents <folder>', 'option_documents_folder'))
    .addOption(option('--json <file>', 'option_json_file'))
    .action(async (options: PassageOptions) => print(await (await measures()).evaluatePassages(options, language)));

  evaluation
    .command('answers')
    .description(translate('describe_eval_answers'))
    .addOption(required('--golden <file>', 'option_golden'))
    .addOption(option('--documents <folder>', 'option_answers_documents'))
    .addOption(option('--json <file>', 'option_json_file'))
    .addOption(option('--report <file.md>', 'option_answers_report'))
    .addOption(option('--llm', 'option_llm'))
    .action(async (options: AnswersOptions) => print(await (await measures()).evaluateAnswers(options, language)));

  evaluation
    .command('gate')
    .description(translate('describe_eval_gate'))
    .addOption(required('--data <folder>', 'option_data_folder'))
    .addOption(option('--part <part>', 'option_gate_part').choices(ARTICLE_PARTS))
    .addOption(option('--json <file>', 'option_json_file'))
    .addOption(option('--report <file.md>', 'option_report'))
    .action(async (options: GateOptions) => print(await (await measures()).evaluateGate(options, language)));

  evaluation
    .command('similarity')
    .description(translate('describe_eval_similarity'))
    .addOption(required('--data <file>', 'option_data_pairs'))
    .addOption(option('--json <file>', 'option_json_file'))
    .action(async (options: SimilarityOptions) =>
      print(await (await measures()).evaluateSimilarity(options, language)),
    );
}

/** Runs one command; a coded error is told in the terminal's language, without a stack. */
export async function main(words: readonly string[]): Promise<void> {
  const language = languageOf(words);
  try {
    await buildProgram(language).parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode !== 0)
        process.stderr.write(`${describeUsageError(error, translator(language))}\nsourcier --help\n`);
      process.exitCode = error.exitCode;
      return;
    }
    if (!SourcierError.is(error)) throw error;
    process.stderr.write(`${error.title(language)} (${error.code})\n${error.detail(language)}\n`);
    process.exitCode = SourcierError.is(error, 'writer_busy') ? 2 : 1;
  }
}

// Imported by tests as a module, run by `npm start`, `npm run cli` and the installed `sourcier`.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
  // Whoever reads may stop reading, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  await main(process.argv.slice(2));
}
