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
  describe_backup: {
    fr: 'Sauvegarder l’index et les fichiers téléversés dans un fichier, même pendant que le service tourne.',
    en: 'Save the index and the uploaded files to one file, beside a running service too.',
  },
  describe_restore: {
    fr: 'Rendre à l’index l’état d’une sauvegarde ; un service qui tourne le prend aussitôt.',
    en: 'Bring the index back to the state of a backup; a running service takes it over at once.',
  },
  argument_backup: { fr: 'le fichier de la sauvegarde', en: 'the file of the backup' },
  argument_id: { fr: 'l’identifiant du document', en: 'the id of the document' },
  option_json: { fr: 'écrire du JSON', en: 'write JSON' },
  option_quiet: {
    fr: 'ne rien écrire que les échecs, sur la sortie d’erreur',
    en: 'write nothing but failures, to standard error',
  },
  option_lang: { fr: 'langue des messages (fr ou en)', en: 'language of the messages (fr or en)' },
  option_limit: { fr: 'nombre de passages', en: 'number of passages' },
  option_explain: { fr: 'expliquer chaque score', en: 'explain each score' },
  describe_eval: {
    fr: 'Mesurer la recherche et les réponses sur des jeux d’évaluation.',
    en: 'Measure the search and the answers on test sets.',
  },
  describe_eval_retrieval: {
    fr: 'Classer les documents d’une collection pour ses questions. Le dossier contient corpus.jsonl ({id, text, title?, lang?}), queries.jsonl ({id, text, lang, kind?}) et qrels.tsv (question, document, note, sans en-tête) ; il est indexé dans un index temporaire.',
    en: 'Rank the documents of a collection for its queries. The folder holds corpus.jsonl ({id, text, title?, lang?}), queries.jsonl ({id, text, lang, kind?}) and qrels.tsv (query, document, grade, no header); it is indexed in a temporary index.',
  },
  describe_eval_passages: {
    fr: 'Chercher, parmi les documents d’un dossier, les passages qui contiennent la preuve attendue : une question par ligne, {id, kind, fr, en, evidence}.',
    en: 'Search the documents of a folder for passages that hold the expected evidence: one question a line, {id, kind, fr, en, evidence}.',
  },
  describe_eval_answers: {
    fr: 'Poser des questions et juger les réponses\u00A0: une question par ligne, {id, kind, fr, en, evidence, nuggets}. kind est answer, conflict (les documents se contredisent) ou unanswerable (ils ne répondent pas), evidence ce que les documents en disent, nuggets les faits attendus, en expressions régulières.',
    en: 'Ask questions and judge the answers: one question a line, {id, kind, fr, en, evidence, nuggets}. kind is answer, conflict (the documents disagree) or unanswerable (they do not answer), evidence what the documents say of it, nuggets the facts expected, as regular expressions.',
  },
  describe_eval_gate: {
    fr: 'Mesurer les refus\u00A0: chaque question est posée à ses seuls passages. Le dossier contient cases.jsonl, un cas par ligne, {id, lang, question, answerable, passages: [{id, text}]}, et peut contenir baselines.json, des résultats publiés.',
    en: 'Measure refusals: each question is asked of its own passages alone. The folder holds cases.jsonl, one case a line, {id, lang, question, answerable, passages: [{id, text}]}, and may hold baselines.json, published rates.',
  },
  describe_eval_similarity: {
    fr: 'Comparer les cosinus du plongement aux scores donnés à des paires de phrases : une paire par ligne, {s1, s2, score}.',
    en: 'Compare the embedding’s cosines with the scores given to pairs of sentences: one pair a line, {s1, s2, score}.',
  },
  option_verify: {
    fr: 'mesurer de nouveau tous les chiffres déclarés ; échouer si l’un d’eux a bougé de plus que sa marge',
    en: 'measure all declared figures again; fail when one has moved by more than its margin',
  },
  option_declare: {
    fr: 'mesurer de nouveau tous les chiffres déclarés, et déclarer ce qui est mesuré',
    en: 'measure all declared figures again, and declare what is measured',
  },
  option_figures: {
    fr: 'fichier des chiffres déclarés (par défaut : figures.json dans MODELS_DIR)',
    en: 'file of the declared figures (default: figures.json in MODELS_DIR)',
  },
  option_data_root: {
    fr: 'dossier des jeux d’évaluation (par défaut : SOURCIER_DATA_DIR)',
    en: 'folder of the test sets (default: SOURCIER_DATA_DIR, or "shared" beside the project)',
  },
  option_data_folder: { fr: 'dossier de la collection', en: 'folder of the collection' },
  option_data_pairs: { fr: 'fichier des paires', en: 'file of the pairs' },
  option_corpus: { fr: 'nom du fichier des documents', en: 'name of the file of documents' },
  option_queries: { fr: 'nom du fichier des questions', en: 'name of the file of queries' },
  option_qrels: { fr: 'nom du fichier des jugements', en: 'name of the file of judgements' },
  option_embedding_only: { fr: 'le sens seul, sans les mots', en: 'meaning alone, without words' },
  option_lexical_only: { fr: 'les mots seuls, sans le sens', en: 'words alone, without meaning' },
  option_part: {
    fr: 'seulement les questions sur les articles de cette partie : learning (dont des poids sont appris) ou reporting',
    en: 'only queries on the articles of this part: learning (which weights are learned from) or reporting',
  },
  option_gate_part: {
    fr: 'seulement les cas de cette partie\u00A0: learning (dont des poids et des seuils sont appris) ou reporting',
    en: 'only cases of this part: learning (which weights and thresholds are learned from) or reporting',
  },
  option_baseline: {
    fr: 'comparer à un résultat enregistré, question par question (bootstrap apparié)',
    en: 'compare with a saved run, query by query (paired bootstrap)',
  },
  option_run: { fr: 'écrire le résultat au format TREC', en: 'write the run, in TREC format' },
  option_json_file: { fr: 'écrire les chiffres en JSON', en: 'write the figures as JSON' },
  option_report: {
    fr: 'écrire un compte rendu en Markdown, et son graphique à côté',
    en: 'write a report in Markdown, and its chart beside it',
  },
  option_golden: { fr: 'fichier des questions', en: 'file of the questions' },
  option_answers_documents: {
    fr: 'dossier des documents, indexé dans un index temporaire (par défaut\u00A0: l’index actuel)',
    en: 'folder of the documents, indexed in a temporary index (default: the current index)',
  },
  option_purge: {
    fr: 'oublier aussi les textes de ses versions antérieures',
    en: 'forget the texts of its earlier versions too',
  },
  describe_brief: {
    fr: 'Poser les questions d’un fichier, une par ligne, et en faire une note avec ses références.',
    en: 'Ask the questions of a file, one a line, and make a briefing of the answers, with references.',
  },
  describe_citations: { fr: 'Vérifier des citations.', en: 'Check citations.' },
  describe_citations_check: {
    fr: 'Dire de chaque citation d’une note si les documents la contiennent encore.',
    en: 'Tell of each citation of a briefing whether the documents still say so.',
  },
  argument_questions: { fr: 'fichier de questions', en: 'file of questions' },
  argument_briefing: {
    fr: 'note au format Markdown, HTML, DOCX ou JSON',
    en: 'briefing in Markdown, HTML, DOCX or JSON',
  },
  option_format: { fr: 'format de la note', en: 'format of the briefing' },
  option_title: { fr: 'titre de la note', en: 'title of the briefing' },
  option_out: { fr: 'fichier à écrire', en: 'file to write' },
  brief_written: { fr: 'Note écrite dans {file}.', en: 'Briefing written to {file}.' },
  citation_present: { fr: 'présente', en: 'present' },
  citation_moved: { fr: 'déplacée', en: 'moved' },
  citation_changed: { fr: 'modifiée', en: 'changed' },
  citation_withdrawn: { fr: 'retirée', en: 'withdrawn' },
  citation_unknown: { fr: 'inconnue', en: 'unknown' },
  citation_now: { fr: 'dit maintenant\u00A0: {text}', en: 'says now: {text}' },
  citations_checked: {
    fr: '{sound} citations sur {count} se trouvent toujours dans les documents.',
    en: '{sound} of {count} citations are still in the documents.',
  },
  option_llm: {
    fr: 'juger les réponses du modèle de langue des réglages (LLM_PROVIDER…), et non celles des documents seuls',
    en: 'judge the answers of the language model of the settings (LLM_PROVIDER…), not those of the documents alone',
  },
  option_answers_report: {
    fr: 'écrire un compte rendu en Markdown, question par question',
    en: 'write a report in Markdown, question by question',
  },
  option_documents_folder: { fr: 'dossier des documents', en: 'folder of the documents' },
  eval_similarity: { fr: '{pairs} paires, Spearman {spearman}', en: '{pairs} pairs, Spearman {spearman}' },
  eval_proof: {
    fr: 'Citations qui sont des preuves\u00A0: {proof} (sur {citations}).',
    en: 'Citations that are proof: {proof} (of {citations}).',
  },
  eval_calibration: {
    fr: 'Erreur de calibration attendue\u00A0: {all} ({count} réponses)\u00A0; répondu {answered}, refusé {refused}.',
    en: 'Expected calibration error: {all} ({count} answers); answered {answered}, refused {refused}.',
  },
  eval_figure: {
    fr: '{measured} (déclaré : {declared}, à {margin} près)',
    en: '{measured} (declared: {declared}, within {margin})',
  },
  eval_failed: {
    fr: '{count} chiffre(s) ou mesure(s) en échec, marqués ✗.',
    en: '{count} figure(s) or measurement(s) failed, marked ✗.',
  },
  eval_verified: { fr: 'Les {count} chiffres déclarés se vérifient.', en: 'All {count} declared figures hold.' },
  eval_declared: { fr: '{count} chiffres déclarés.', en: '{count} figures declared.' },
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
  unsupported: { fr: 'Écarté : « {text} » {reason}', en: 'Left out: “{text}” {reason}' },
  backup_written: {
    fr: '{documents} document(s) sauvegardé(s) dans {file}.',
    en: '{documents} document(s) saved to {file}.',
  },
  backup_restored: { fr: 'L’index contient {documents} document(s).', en: 'The index holds {documents} document(s).' },
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
  missing_option: { fr: 'il manque l’option {word}', en: 'the option {word} is missing' },
  conflicting_option: { fr: 'l’option {word} en exclut une autre', en: 'the option {word} excludes another' },
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
