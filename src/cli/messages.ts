import type { Language } from '../domain.ts';

/** The words of the command line, in both languages, each once. `{name}` stands for a value. */
const MESSAGES = {
  describe_program: {
    fr: 'Interroger des documents français, en français ou en anglais, avec des citations exactes.',
    en: 'Ask French documents in French or English, with exact citations.',
  },
  describe_ingest: {
    fr: 'Indexer le corpus, ou les fichiers nommés\u00A0; seul ce qui a changé est relu.',
    en: 'Index the corpus, or the files named; only what changed is read again.',
  },
  describe_ask: { fr: 'Poser une question.', en: 'Ask a question.' },
  describe_search: { fr: 'Chercher des passages.', en: 'Search for passages.' },
  describe_serve: { fr: 'Servir la page et l’API.', en: 'Serve the page and the API.' },
  describe_documents: { fr: 'Lister les documents indexés.', en: 'List the indexed documents.' },
  describe_remove: {
    fr: 'Retirer un document de l’index\u00A0; son fichier reste en place.',
    en: 'Withdraw a document from the index; its file stays where it is.',
  },
  argument_paths: {
    fr: 'fichiers ou dossiers du corpus (par défaut\u00A0: tout le corpus)',
    en: 'files or folders of the corpus (default: the whole corpus)',
  },
  argument_question: { fr: 'la question, entre guillemets', en: 'the question, in quotation marks' },
  argument_query: { fr: 'les mots cherchés', en: 'the words searched for' },
  argument_id: { fr: 'l’identifiant du document', en: 'the id of the document' },
  option_json: { fr: 'écrire du JSON', en: 'write JSON' },
  option_quiet: {
    fr: 'ne rien écrire que les échecs, sur la sortie d’erreur',
    en: 'write nothing but failures, to standard error',
  },
  option_lang: { fr: 'langue des messages (fr ou en)', en: 'language of the messages (fr or en)' },
  option_limit: { fr: 'nombre de passages', en: 'number of passages' },
  option_explain: { fr: 'expliquer chaque score', en: 'explain each score' },
  progress_reading: { fr: 'Lecture des fichiers\u00A0: {done}/{total}', en: 'Reading files: {done}/{total}' },
  progress_vectors: { fr: 'Index des vecteurs\u00A0: {done}/{total}', en: 'Vector index: {done}/{total}' },
  progress_words: { fr: 'Index des mots\u00A0: {done}/{total}', en: 'Word index: {done}/{total}' },
  ingest_done: {
    fr: '{added} ajouté(s), {replaced} remplacé(s), {unchanged} inchangé(s), {withdrawn} retiré(s), {failed} en échec\u00A0; {passages} passages.',
    en: '{added} added, {replaced} replaced, {unchanged} unchanged, {withdrawn} withdrawn, {failed} failed; {passages} passages.',
  },
  ingest_reindexed: {
    fr: '{count} document(s) indexé(s) de nouveau à cause d’autres réglages.',
    en: '{count} document(s) indexed again because of other settings.',
  },
  ingest_passed_over: {
    fr: 'Retirés auparavant, et laissés de côté\u00A0: {files} (nommez-les à «\u00A0ingest\u00A0» pour les remettre).',
    en: 'Withdrawn before, and passed over: {files} (name them to "ingest" to bring them back).',
  },
  warn_pages: { fr: '{file}\u00A0: pages sans texte {pages}', en: '{file}: pages without text {pages}' },
  warn_encoding: { fr: '{file}\u00A0: lu comme du Windows-1252', en: '{file}: read as Windows-1252' },
  page: { fr: 'p.\u00A0{page}', en: 'p. {page}' },
  no_documents: {
    fr: 'Aucun document\u00A0: placez des fichiers dans le dossier du corpus, puis lancez «\u00A0sourcier ingest\u00A0».',
    en: 'No document: put files into the corpus folder, then run "sourcier ingest".',
  },
  no_hits: { fr: 'Aucun passage trouvé.', en: 'No passage found.' },
  removed: { fr: 'Document «\u00A0{id}\u00A0» retiré.', en: 'Document "{id}" withdrawn.' },
  serving: { fr: 'Sourcier répond sur {url}', en: 'Sourcier answers at {url}' },
  serving_nothing: {
    fr: 'Aucun document n’est indexé\u00A0: placez des fichiers dans le dossier du corpus.',
    en: 'No document is indexed: put files into the corpus folder.',
  },
  question_empty: { fr: 'le texte est vide', en: 'the text is empty' },
  question_too_long: { fr: 'le texte dépasse 2\u00A0000 caractères', en: 'the text exceeds 2,000 characters' },
  usage: { fr: 'Utilisation\u00A0:', en: 'Usage:' },
  title_arguments: { fr: 'Arguments\u00A0:', en: 'Arguments:' },
  title_options: { fr: 'Options\u00A0:', en: 'Options:' },
  title_commands: { fr: 'Commandes\u00A0:', en: 'Commands:' },
  title_global_options: { fr: 'Options générales\u00A0:', en: 'Global options:' },
  option_help: { fr: 'afficher cette aide', en: 'show this help' },
  usage_error: { fr: 'La commande est mal formée\u00A0: {problem}', en: 'The command is malformed: {problem}' },
  unknown_option: { fr: 'option inconnue {word}', en: 'unknown option {word}' },
  unknown_command: { fr: 'commande inconnue {word}', en: 'unknown command {word}' },
  missing_argument: { fr: 'il manque l’argument {word}', en: 'the argument {word} is missing' },
  excess_arguments: { fr: 'il y a trop d’arguments', en: 'there are too many arguments' },
  invalid_value: { fr: 'valeur refusée\u00A0: {word}', en: 'value refused: {word}' },
  invalid_limit: { fr: '--limit est un entier de 1 à 100', en: '--limit is a whole number from 1 to 100' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

export type MessageName = keyof typeof MESSAGES;
export type Translate = (name: MessageName, values?: Readonly<Record<string, string | number>>) => string;

/** @returns the function that gives a message in that language with its values put in */
export function translator(language: Language): Translate {
  return (name, values = {}) =>
    MESSAGES[name][language].replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}
