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
  invalid_language: { fr: '--lang vaut fr ou en', en: '--lang is fr or en' },
  invalid_limit: { fr: '--limit est un entier de 1 à 100', en: '--limit is a whole number from 1 to 100' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

export type MessageName = keyof typeof MESSAGES;
export type Translate = (name: MessageName, values?: Readonly<Record<string, string | number>>) => string;

/** @returns the function that gives a message in that language with its values put in */
export function translator(language: Language): Translate {
  return (name, values = {}) =>
    MESSAGES[name][language].replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}
