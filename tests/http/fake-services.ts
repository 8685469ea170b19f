import { createHash } from 'node:crypto';
import type {
  Answer,
  Citation,
  DocumentFilter,
  Hit,
  Language,
  Passage,
  Question,
  SourceDocument,
} from '../../src/domain.ts';
import { SourcierError } from '../../src/errors.ts';
import { detectLanguage } from '../../src/language/detect.ts';
import type { SearchRequest, Services } from '../../src/services.ts';

type StoredDocument = ReturnType<Services['document']>;
type IngestionReport = NonNullable<ReturnType<Services['lastIngestion']>>;

/** A title that would run a script if it were ever put into a page as HTML. */
export const HOSTILE_TITLE = 'Notes <img src=x onerror="document.title=1"> & <script>alert(1)</script>';

interface Source {
  readonly id: string;
  readonly title: string;
  readonly publisher: string | null;
  readonly date: string | null;
  readonly mediaType: string;
  readonly paragraphs: readonly { readonly heading: string; readonly text: string; readonly page: number | null }[];
}

const SOURCES: readonly Source[] = [
  {
    id: 'notes/hostile.html',
    title: HOSTILE_TITLE,
    publisher: null,
    date: null,
    mediaType: 'text/html; charset=utf-8',
    paragraphs: [
      {
        heading: 'Remarques [1] <b>',
        text: 'La passerelle de Montreuil [12] est fermée <script>alert("x")</script> depuis mars. Voir aussi la note [3].',
        page: null,
      },
    ],
  },
  {
    id: 'rapports/bibliotheques-2023.docx',
    title: 'Les bibliothèques municipales en 2023',
    publisher: 'Ville de Valbonne-sur-Loire',
    date: '2023-05-01',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    paragraphs: [
      {
        heading: 'Budget',
        text: 'Le budget de la médiathèque Simone-Veil est de 12 millions d’euros. Il couvre les travaux et les collections.',
        page: null,
      },
      {
        heading: 'Horaires',
        text: 'La médiathèque Simone-Veil ouvre le dimanche après-midi, d’octobre à mai.',
        page: null,
      },
    ],
  },
  {
    id: 'rapports/bibliotheques-2024.pdf',
    title: 'Rapport d’activité 2024 de la lecture publique',
    publisher: 'Ville de Valbonne-sur-Loire',
    date: '2024-05-23',
    mediaType: 'application/pdf',
    paragraphs: [
      {
        heading: 'Personnel',
        text: 'Élodie Marchand-Ruiz dirige la médiathèque Simone-Veil depuis janvier 2022. Le réseau emploie 84 personnes.',
        page: 2,
      },
      {
        heading: 'Investissements',
        text: 'Le budget de la médiathèque Simone-Veil s’élève à 15 millions d’euros. Les travaux s’achèvent en 2026.',
        page: 3,
      },
    ],
  },
];

const WORD = /[\p{L}\p{N}]+/gu;
const COMMON_WORDS = new Set(
  'les des que qui est dans depuis quel quelle the what who how much does with from'.split(' '),
);

function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').match(WORD) ?? [];
  return new Set(words.filter((word) => word.length > 2 && !COMMON_WORDS.has(word)));
}

function hash(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16);
}

interface Built {
  readonly document: SourceDocument;
  readonly passages: readonly Passage[];
}

function build(source: Source): Built {
  let text = '';
  const passages: Passage[] = [];
  for (const { heading, text: paragraph, page } of source.paragraphs) {
    text += `${text === '' ? '' : '\n\n'}${heading}\n\n`;
    const start = text.length;
    text += paragraph;
    const id = `p_${hash(source.id + start)}`;
    const span = { start, end: text.length };
    passages.push({ id, documentId: source.id, text: paragraph, section: [source.title, heading], page, ...span });
  }
  const pages = source.paragraphs.flatMap(({ page }, index) => {
    const passage = passages[index];
    return page === null || passage === undefined ? [] : [{ number: page, start: passage.start, end: passage.end }];
  });
  const { id, title, publisher, date, mediaType } = source;
  const document: SourceDocument = {
    ...{ id, title, publisher, date, mediaType, text, pages, headings: [] },
    version: hash(text),
    fileName: id.split('/').at(-1) ?? id,
    authors: ['Service des études'],
    url: publisher === null ? null : `https://www.example.org/${id}`,
    language: 'fr',
    licence: null,
    note: null,
  };
  return { document, passages };
}

function store({ document, passages }: Built): StoredDocument {
  const { text: _text, headings: _headings, ...kept } = document;
  return { ...kept, passageCount: passages.length };
}

function refer({ document }: Built): Hit['document'] {
  const { id, version, title, publisher, date, language, url, fileName } = document;
  return { id, version, title, publisher, date, language, url, fileName };
}

function accepts({ document }: Built, filter: DocumentFilter = {}): boolean {
  const { documents, dateFrom, dateTo, publisher } = filter;
  if (documents !== undefined && !documents.includes(document.id)) return false;
  if (publisher !== undefined && document.publisher !== publisher) return false;
  if (dateFrom !== undefined && (document.date === null || document.date < dateFrom)) return false;
  return dateTo === undefined || (document.date !== null && document.date.slice(0, dateTo.length) <= dateTo);
}

export const REPORT: IngestionReport = {
  startedAt: '2026-03-02T08:00:00.000Z',
  finishedAt: '2026-03-02T08:00:04.000Z',
  generation: 7,
  added: ['rapports/bibliotheques-2024.pdf'],
  replaced: [],
  unchanged: 2,
  reindexed: 1,
  withdrawn: ['retire.txt'],
  passedOver: ['ecarte.txt'],
  failures: [
    { file: 'scans/plan.pdf', code: 'file_scanned', parameters: {} },
    { file: 'video.mkv', code: 'file_type_unsupported', parameters: { extension: '.mkv' } },
  ],
  warnings: [{ file: 'rapports/bibliotheques-2024.pdf', code: 'pages_without_text', pages: [1] }],
  passages: 5,
};

/**
 * Services over a few documents in memory that behave by contract: quotes are the documents' own text, what is not
 * there is not found, uploads and removals last as long as the object. `overrides` replace single operations.
 */
export function createFakeServices(overrides: Partial<Services> = {}): Services {
  const collection = new Map(SOURCES.map((source) => [source.id, build(source)]));
  const sorted = () => [...collection.values()].sort((a, b) => (a.document.id < b.document.id ? -1 : 1));
  const find = (id: string): Built => {
    const built = collection.get(id);
    if (built === undefined) throw new SourcierError('document_unknown', { id });
    return built;
  };

  const findHits = (query: string, limit: number, filter?: DocumentFilter, explain = false): Hit[] => {
    const wanted = wordsOf(query);
    const hits = sorted()
      .filter((built) => accepts(built, filter))
      .flatMap((built) => built.passages.map((passage) => ({ built, passage })))
      .map(({ built, passage }) => {
        const shared = [...wordsOf(passage.text)].filter((word) => wanted.has(word)).length;
        const score = wanted.size === 0 ? 0 : shared / wanted.size;
        const explanation = { name: 'words', value: score, parts: [{ name: 'shared', value: shared }] };
        return { passage, document: refer(built), score, ...(explain ? { explanation } : {}) };
      });
    return hits.sort((a, b) => b.score - a.score).slice(0, limit);
  };

  const cite = (hit: Hit, wanted: Set<string>, marker: number, position: number): Citation => {
    const sentences = hit.passage.text.match(/[^.]+\.?/g) ?? [hit.passage.text];
    const overlap = (sentence: string) => [...wordsOf(sentence)].filter((word) => wanted.has(word)).length;
    const best = sentences.reduce((first, second) => (overlap(second) > overlap(first) ? second : first)).trim();
    const start = hit.passage.start + hit.passage.text.indexOf(best);
    const { section, page } = hit.passage;
    return {
      ...{ marker, positions: [position], quote: best, status: 'verified', passageId: hit.passage.id, section, page },
      ...{ start, end: start + best.length, document: hit.document, permalink: `/citations/${hash(best)}` },
    };
  };

  const ask = async (question: Question): Promise<Answer> => {
    const detected = detectLanguage(question.text, question.interfaceLanguage);
    const questionLanguage: Language = detected.language ?? question.interfaceLanguage ?? 'fr';
    const answerLanguage = question.answerLanguage ?? questionLanguage;
    const hits = findHits(question.text, question.limit ?? 8, question.filter);
    const good = hits.filter(({ score }) => score >= 0.4).slice(0, 2);
    const wanted = wordsOf(question.text);
    const citations: Citation[] = [];
    let text = '';
    for (const hit of good) {
      const { quote } = cite(hit, wanted, 0, 0);
      const { title, publisher } = hit.document;
      text += text === '' ? '' : '\n\n';
      text +=
        answerLanguage === 'fr'
          ? `Selon le document « ${title} »${publisher === null ? '' : ` (${publisher})`} : « ${quote} » `
          : `According to the document “${title}”${publisher === null ? '' : ` (${publisher})`}, in French: « ${quote} » `;
      citations.push(cite(hit, wanted, citations.length + 1, text.length));
      text += `[${citations.length}]`;
    }
    const amounts = new Set(citations.map(({ quote }) => /\d+ millions/.exec(quote)?.[0] ?? ''));
    const disagree = citations.length === 2 && amounts.size === 2 && !amounts.has('');
    const refusal = {
      fr: 'Les documents consultés ne répondent pas à cette question. Voici les passages les plus proches.',
      en: 'The documents that were searched do not answer this question. Here are the closest passages.',
    };
    const note = { fr: 'Les montants diffèrent d’une source à l’autre.', en: 'The amounts differ between sources.' };
    const notice = {
      fr: 'La question ne semble être ni en français ni en anglais.',
      en: 'The question seems to be in neither French nor English.',
    };
    return {
      id: `ans_${hash(question.text)}`,
      question: question.text,
      standaloneQuestion: question.text,
      questionLanguage,
      answerLanguage,
      status: citations.length > 0 ? 'answered' : 'not_found',
      missing: [],
      text: citations.length > 0 ? text : refusal[answerLanguage],
      citations,
      disagreements: disagree ? [{ markers: [1, 2], values: [...amounts], note: note[answerLanguage] }] : [],
      unsupported: [],
      notices: detected.third ? [{ code: 'third_language', detail: notice[answerLanguage] }] : [],
      closest: citations.length > 0 ? [] : hits.slice(0, 3),
      engine: { answerer: 'extractive', model: null, prompts: null, embedding: 'words', index: 'fake-7' },
      confidence: 0.8,
      timings: { retrieveMs: 1, answerMs: 1 },
    };
  };

  return {
    warnings: [],
    refresh: async () => {},
    ask,
    search: async ({ query, limit, filter, explain, interfaceLanguage }: SearchRequest) => ({
      language: detectLanguage(query, interfaceLanguage).language ?? 'fr',
      hits: findHits(query, limit, filter, explain),
    }),
    examples: [{ fr: 'Quel est le budget ?', en: 'What is the budget?' }],
    documents: () => sorted().map(store),
    document: (id) => store(find(id)),
    documentText: (id) => find(id).document.text,
    citedDocument: () => null,
    citation: () => {
      throw new SourcierError('citation_unknown');
    },
    documentContent: (id) => find(id).document,
    originalFile: async (id) => {
      const { document } = find(id);
      const markup = `<!doctype html><title>${document.title}</title><script>document.title = 'ran'</script>`;
      const content = document.mediaType.startsWith('text/html') ? markup : document.text;
      return { bytes: new TextEncoder().encode(content), mediaType: document.mediaType, fileName: document.fileName };
    },
    passage: (id) => {
      const passage = sorted()
        .flatMap(({ passages }) => passages)
        .find((candidate) => candidate.id === id);
      if (passage === undefined) throw new SourcierError('passage_unknown', { id });
      return passage;
    },
    upload: async (fileName, bytes) => {
      const text = new TextDecoder().decode(bytes).trim();
      if (text === '') throw new SourcierError('file_empty');
      if (collection.has(fileName)) throw new SourcierError('document_exists', { id: fileName });
      const paragraphs = [{ heading: 'Texte', text, page: null }];
      const source = {
        id: fileName,
        title: fileName,
        publisher: null,
        date: null,
        mediaType: 'text/plain',
        paragraphs,
      };
      const built = build(source);
      collection.set(fileName, built);
      return store(built);
    },
    remove: async (id) => {
      find(id);
      collection.delete(id);
    },
    ingest: async () => REPORT,
    backup: async () => collection.size,
    restore: async () => collection.size,
    lastIngestion: () => REPORT,
    readiness: () => ({ ready: true, generation: 7, documents: collection.size }),
    close: async () => undefined,
    ...overrides,
  };
}
