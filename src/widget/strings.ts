/** Everything that the widget, and the briefing on the page, say, each once. `{name}` stands for a value, `{s}` for the plural of `{count}`. */
const STRINGS = {
  fr: {
    heading: 'Interroger les documents',
    open: 'Poser une question',
    close: 'Fermer',
    clear: 'Effacer',
    clearAll: 'Effacer la conversation',
    placeholder: 'Votre question',
    send: 'Envoyer',
    stop: 'Arrêter',
    you: 'Vous',
    answer: 'Réponse',
    searching: 'Recherche dans les documents…',
    slow: 'C’est plus long que d’habitude. Vous pouvez attendre, ou arrêter.',
    stopped: 'Réponse arrêtée.',
    citations: 'Citations',
    citation: 'Citation {number}',
    page: 'p.\u00A0{number}',
    view: 'Voir dans le document',
    copy: 'Copier la citation et sa référence',
    copied: 'Copié.',
    notCopied: 'La copie n’a pas été permise\u00A0: sélectionnez le texte.',
    repaired: 'Citation rétablie d’après le texte du document.',
    unofficial: 'Traduction non officielle',
    disagreements: 'Les sources ne sont pas d’accord',
    missing: 'Ce à quoi les documents ne répondent pas',
    closest: 'Passages les plus proches',
    suggestions: 'Exemples de questions',
    ready: 'Réponse reçue, {count} citation{s}.',
    empty: 'Écrivez d’abord une question.',
    tooLong: 'La question est trop longue\u00A0: 2\u202F000 caractères au plus.',
    offline: 'Vous êtes hors ligne\u00A0: vérifiez votre connexion, puis réessayez.',
    unreachable:
      'Le service n’a pas pu être joint depuis ce site. Il est peut-être arrêté, ou ce site n’est pas autorisé à l’interroger\u00A0: réessayez, ou prévenez le responsable du site.',
    notAllowed: 'Ce site n’est pas autorisé à interroger le service\u00A0: prévenez le responsable du site.',
    rateLimited: 'Trop de questions en peu de temps\u00A0: réessayez dans {seconds} s.',
    overloaded: 'Le service est occupé\u00A0: réessayez dans un instant.',
    failed: 'La réponse n’est pas arrivée en entier\u00A0: réessayez.',
    retry: 'Réessayer',
    add: 'Ajouter à la note',
    inBriefing: 'Dans la note',
    briefingFull: 'La note est pleine',
    added: 'Ajoutée à la note, qui compte {count} réponse{s}.',
    briefing: 'Note\u00A0: {count} réponse{s}',
    briefingTitle: 'Titre de la note',
    format: 'Format',
    docx: 'Word (.docx)',
    html: 'Page web (.html)',
    markdown: 'Markdown (.md)',
    json: 'JSON',
    export: 'Télécharger la note',
    exported: 'Note téléchargée.',
    raise: 'Monter\u00A0: {question}',
    remove: 'Retirer\u00A0: {question}',
    notice: 'Une réponse est faite des phrases des documents ou vérifiée par elles. Vérifiez ce qui compte pour vous.',
  },
  en: {
    heading: 'Ask the documents',
    open: 'Ask a question',
    close: 'Close',
    clear: 'Clear',
    clearAll: 'Clear the conversation',
    placeholder: 'Your question',
    send: 'Send',
    stop: 'Stop',
    you: 'You',
    answer: 'Answer',
    searching: 'Searching the documents…',
    slow: 'This takes longer than usual. You can wait, or stop.',
    stopped: 'Answer stopped.',
    citations: 'Citations',
    citation: 'Citation {number}',
    page: 'p.\u00A0{number}',
    view: 'See it in the document',
    copy: 'Copy the quote with its reference',
    copied: 'Copied.',
    notCopied: 'Copying was not allowed: select the text instead.',
    repaired: 'Quote restored to the document’s own text.',
    unofficial: 'Unofficial translation',
    disagreements: 'The sources disagree',
    missing: 'What the documents do not answer',
    closest: 'Closest passages',
    suggestions: 'Questions to begin with',
    ready: 'Answer received, {count} citation{s}.',
    empty: 'Write a question first.',
    tooLong: 'The question is too long: 2,000 characters at most.',
    offline: 'You are offline: check your connection, then try again.',
    unreachable:
      'The service could not be reached from this site. It may be down, or this site may not be allowed to ask it: try again, or tell whoever runs the site.',
    notAllowed: 'This site is not allowed to ask the service: tell whoever runs the site.',
    rateLimited: 'Too many questions in a short time: try again in {seconds} s.',
    overloaded: 'The service is busy: try again in a moment.',
    failed: 'The answer did not arrive whole: try again.',
    retry: 'Try again',
    add: 'Add to briefing',
    inBriefing: 'In the briefing',
    briefingFull: 'The briefing is full',
    added: 'Added to the briefing, which holds {count} answer{s}.',
    briefing: 'Briefing: {count} answer{s}',
    briefingTitle: 'Title of the briefing',
    format: 'Format',
    docx: 'Word (.docx)',
    html: 'Web page (.html)',
    markdown: 'Markdown (.md)',
    json: 'JSON',
    export: 'Download the briefing',
    exported: 'Briefing downloaded.',
    raise: 'Move up: {question}',
    remove: 'Remove: {question}',
    notice: 'Answers are made of the documents’ sentences, or checked against them. Check what matters to you.',
  },
} as const;

export type WidgetLanguage = keyof typeof STRINGS;
export type StringName = keyof (typeof STRINGS)['fr'];
export type Say = (name: StringName, values?: Readonly<Record<string, string | number>>) => string;

/** What the widget says in a language. */
export function speaker(language: WidgetLanguage): Say {
  const plural = new Intl.PluralRules(language);
  return (name, values = {}) => {
    const s = plural.select(Number(values.count ?? 0)) === 'one' ? '' : 's';
    return STRINGS[language][name].replace(/\{(\w+)\}/g, (whole, value: string) => {
      return String({ s, ...values }[value] ?? whole);
    });
  };
}

/** The first language that is named: the widget's own attribute, its page's, the browser's. French or else English. */
export function chooseLanguage(...candidates: readonly (string | null | undefined)[]): WidgetLanguage {
  const named = candidates.find((candidate) => candidate !== null && candidate !== undefined && candidate !== '');
  return /^fr\b/i.test(named ?? '') ? 'fr' : 'en';
}
