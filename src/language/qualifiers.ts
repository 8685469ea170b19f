import type { Language, Span } from '../domain.ts';

/** Figures, or dates and years: « vers 300 » is no way to say about 300. */
export type QualifiedValue = 'figure' | 'time';

/** How a value is meant that is not simply that: « près de 300 », "before 2019". */
interface Qualifier {
  readonly of: QualifiedValue;
  /** What says so right before a value, as patterns. */
  readonly before: Readonly<Record<Language, string>>;
  /** How it is written before a value, with what parts the two; before a day where that is written otherwise. */
  readonly written: Readonly<Record<Language, string>>;
  readonly beforeDay?: Readonly<Record<Language, string>>;
}

const DE = "(?:de |du |des |d['’])";
const YEAR = "(?:l['’]année )?";
const THE = "(?:la |le |l['’]|les )?";

const QUALIFIERS: readonly Qualifier[] = [
  {
    of: 'figure',
    before: {
      fr: `environ |quelque |à peu près |autour ${DE}|(?:de )?l['’]ordre ${DE}`,
      en: 'about |around |approximately |roughly |some |in the order of ',
    },
    written: { fr: 'environ ', en: 'about ' },
  },
  {
    of: 'figure',
    before: { fr: `près ${DE}|presque |quasiment `, en: 'nearly |almost |close to |just under ' },
    written: { fr: 'près de ', en: 'nearly ' },
  },
  {
    of: 'figure',
    before: { fr: `plus ${DE}|au-delà ${DE}`, en: 'more than |over |in excess of |upwards of ' },
    written: { fr: 'plus de ', en: 'more than ' },
  },
  {
    of: 'figure',
    before: { fr: `moins ${DE}|en dessous ${DE}`, en: 'less than |fewer than |under |below ' },
    written: { fr: 'moins de ', en: 'less than ' },
  },
  {
    of: 'figure',
    before: {
      fr: `au moins |au minimum |un minimum ${DE}|pas moins ${DE}`,
      en: 'at least |a minimum of |(?:no|not) (?:less|fewer) than ',
    },
    written: { fr: 'au moins ', en: 'at least ' },
  },
  {
    of: 'figure',
    before: {
      fr: `au plus |au maximum |un maximum ${DE}|pas plus ${DE}`,
      en: 'at most |a maximum of |(?:no|not) more than ',
    },
    written: { fr: 'au plus ', en: 'at most ' },
  },
  {
    of: 'figure',
    before: { fr: "jusqu['’]à ", en: 'up to ' },
    written: { fr: 'jusqu’à ', en: 'up to ' },
  },
  {
    of: 'time',
    before: { fr: `avant ${THE}`, en: 'before ' },
    written: { fr: 'avant ', en: 'before ' },
    beforeDay: { fr: 'avant le ', en: 'before ' },
  },
  {
    of: 'time',
    before: { fr: `après ${THE}`, en: 'after ' },
    written: { fr: 'après ', en: 'after ' },
    beforeDay: { fr: 'après le ', en: 'after ' },
  },
  {
    of: 'time',
    before: { fr: `vers ${THE}|autour ${DE}|aux alentours ${DE}|courant `, en: 'around |about |circa ' },
    written: { fr: 'vers ', en: 'around ' },
    beforeDay: { fr: 'vers le ', en: 'around ' },
  },
  {
    of: 'time',
    before: { fr: `depuis ${THE}`, en: 'since ' },
    written: { fr: 'depuis ', en: 'since ' },
    beforeDay: { fr: 'depuis le ', en: 'since ' },
  },
  {
    of: 'time',
    before: { fr: `à (?:partir|compter) ${DE}|dès ${THE}`, en: 'from |as of |starting in ' },
    written: { fr: 'à partir de ', en: 'from ' },
    beforeDay: { fr: 'à partir du ', en: 'from ' },
  },
  {
    of: 'time',
    before: { fr: `jusqu['’](?:à |au |en )${THE}`, en: 'until |till ' },
    written: { fr: 'jusqu’en ', en: 'until ' },
    beforeDay: { fr: 'jusqu’au ', en: 'until ' },
  },
  {
    of: 'time',
    before: { fr: `d['’]ici (?:à |au |en )?${THE}`, en: 'by ' },
    written: { fr: 'd’ici à ', en: 'by ' },
    beforeDay: { fr: 'd’ici au ', en: 'by ' },
  },
  {
    of: 'time',
    before: { fr: `(?:au |le )?début (?:de )?${YEAR}`, en: '(?:the )?(?:beginning of |early )' },
    written: { fr: 'début ', en: 'the beginning of ' },
  },
  {
    of: 'time',
    before: { fr: `(?:au |le )?milieu (?:de )?${YEAR}|(?:à la )?mi-`, en: '(?:the )?(?:middle of |mid-)' },
    written: { fr: 'mi-', en: 'the middle of ' },
  },
  {
    of: 'time',
    before: { fr: `(?:à )?(?:la )?fin (?:de )?${YEAR}`, en: '(?:the )?(?:end of |late )' },
    written: { fr: 'fin ', en: 'the end of ' },
  },
];

interface Form {
  readonly qualifier: Qualifier;
  readonly pattern: RegExp;
}

const spaced = (pattern: string) => pattern.replaceAll(' ', '[ \\u00A0\\u202F\\n]');
const formsOf = (language: Language): readonly Form[] =>
  QUALIFIERS.map((qualifier) => ({
    qualifier,
    pattern: new RegExp(`(?<![\\p{L}-])(?:${spaced(qualifier.before[language])})$`, 'iu'),
  }));
const FORMS: Readonly<Record<Language, readonly Form[]>> = { fr: formsOf('fr'), en: formsOf('en') };

/** Longer than any of them. */
const LOOK_AROUND = 32;

/** The longest that stands there: « pas moins de » is no « moins de ». */
function findForm(text: string, start: number, of: QualifiedValue, language: Language) {
  const before = text.slice(Math.max(0, start - LOOK_AROUND), start);
  let found: { readonly qualifier: Qualifier; readonly start: number } | null = null;
  for (const { qualifier, pattern } of FORMS[language]) {
    const length = qualifier.of === of ? (pattern.exec(before)?.[0].length ?? 0) : 0;
    if (length > 0 && start - length < (found?.start ?? start)) found = { qualifier, start: start - length };
  }
  return found;
}

/** What stands before a value, the nearest first: « d’ici à la fin de 2026 » has two. */
function findForms(text: string, start: number, of: QualifiedValue, language: Language) {
  const inner = findForm(text, start, of, language);
  const outer = inner === null ? null : findForm(text, inner.start, of, language);
  return [inner, outer].filter((form) => form !== null);
}

/** What qualifies a figure from behind. */
const BEHIND =
  '[ \\u00A0\\u202F\\n](?:environ|au (?:moins|plus|maximum|minimum)|(?:ou|et) plus|or (?:more|so)|at (?:least|most))';
const RIGHT_BEHIND = new RegExp(`^${BEHIND}(?!\\p{L})`, 'iu');
const AT_THE_END = new RegExp(`${BEHIND}$`, 'iu');

/** A value with the words right before and behind it that qualify it. */
export function withQualifiers(text: string, { start, end }: Span, of: QualifiedValue, language: Language): Span {
  const behind = of === 'figure' ? (RIGHT_BEHIND.exec(text.slice(end, end + LOOK_AROUND))?.[0].length ?? 0) : 0;
  return { start: findForms(text, start, of, language).at(-1)?.start ?? start, end: end + behind };
}

/**
 * What stands before a value within `span`, in the words of another language, to be written before it; empty where nothing
 * does. Null where what qualifies it stands behind it, or is not known.
 */
export function renderQualifier(
  text: string,
  { span, value }: { readonly span: Span; readonly value: Span },
  {
    from,
    into,
    isTime,
    isDay,
  }: { readonly from: Language; readonly into: Language; readonly isTime: boolean; readonly isDay: boolean },
): string | null {
  if (AT_THE_END.test(text.slice(value.end, span.end))) return null;
  if (span.start >= value.start) return '';
  const [inner, outer] = findForms(text, value.start, isTime ? 'time' : 'figure', from);
  // French has forms of its own before another of them: « jusqu’à fin 2026 ».
  if (inner === undefined || (outer !== undefined && into === 'fr')) return null;
  const { beforeDay, written } = inner.qualifier;
  return `${outer?.qualifier.written[into] ?? ''}${((isDay ? beforeDay : undefined) ?? written)[into]}`;
}
