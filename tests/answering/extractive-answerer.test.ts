import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from '../../src/answering/extractive-answerer.ts';
import { decodePermalink, hashQuote } from '../../src/citing/permalink.ts';
import type { Answer, Hit, Question } from '../../src/domain.ts';
import { type PreparedQuestion, prepareQuestion } from '../../src/language/prepare-question.ts';
import { classifyQuestion } from '../../src/language/question-kind.ts';
import { COVERAGE_WEIGHTS, makeConcepts, makeHit } from './sample-hits.ts';

function prepare(text: string, words = text): PreparedQuestion {
  return prepareQuestion({ text, kind: classifyQuestion(text, 'fr'), concepts: makeConcepts(words) });
}

function ask(hits: Hit[], question: Question, words = question.text, weights = COVERAGE_WEIGHTS): Promise<Answer> {
  const retrieved = {
    hits,
    question: prepare(question.text, words),
    unknownWords: [],
    similarityTo: async () => 0.5,
    documents: 3,
    index: 'generation 1',
    pageAt: () => 4,
  };
  return new ExtractiveAnswerer({
    retrieve: async () => retrieved,
    weights,
    embedding: 'test',
  }).answer(question);
}

const LIGHTHOUSE = makeHit('Le port est ancien. Le phare de Morel mesure trente mètres. La plage est longue.', {
  offset: 10,
});

describe('an answer', () => {
  it('quotes the sentence in French, in a French frame, and cites it', async () => {
    const answer = await ask([LIGHTHOUSE], { text: 'Combien mesure le phare de Morel ?' }, 'mesure phare Morel');
    expect(answer.status).toBe('answered');
    expect(answer.text).toBe(
      'trente mètres [1].\n\nSelon le document «\u00A0Titre de a.md\u00A0» (Éditeur, 23 mai 2024)\u00A0: «\u00A0Le phare de Morel mesure trente mètres.\u00A0» [1]',
    );
    expect(answer.citations[0]).toMatchObject({
      marker: 1,
      quote: 'Le phare de Morel mesure trente mètres.',
      status: 'verified',
      start: 30,
      end: 69,
      page: 4,
    });
  });

  it('begins with its value only where it is sure enough', async () => {
    const begins = async (intercept: number) => {
      const gate = { ...COVERAGE_WEIGHTS.gate, intercept, weights: {}, threshold: 0 };
      const question = { text: 'Combien mesure le phare de Morel ?' };
      const { text } = await ask([LIGHTHOUSE], question, 'mesure phare Morel', { ...COVERAGE_WEIGHTS, gate });
      return text.startsWith('trente mètres');
    };
    expect(await begins(0)).toBe(true);
    expect(await begins(-2)).toBe(false);
  });

  it('prefers who may have something to a title that names it, however much less it says of it', async () => {
    const hit = makeHit('Aide aux phares\n\nPeuvent candidater les ports.', { section: ['Aide aux phares'] });
    const gate = { ...COVERAGE_WEIGHTS.gate, intercept: 0, weights: {}, threshold: 0 };
    const question = { text: 'Qui peut demander l’aide aux phares ?' };
    const answer = await ask([hit], question, 'demander aide phares', { ...COVERAGE_WEIGHTS, gate });
    expect(answer.citations[0]?.quote).toBe('Peuvent candidater les ports.');
  });

  it('is framed in English for an English question and says that the quote is in French', async () => {
    const answer = await ask([LIGHTHOUSE], { text: 'How high is the Morel lighthouse (phare)?' }, 'phare Morel mesure');
    expect(answer.answerLanguage).toBe('en');
    expect(answer.text).toContain('According to the document “Titre de a.md” (Éditeur, 23 May 2024), in French: «');
  });

  it('is in the language asked for, whatever the question’s', async () => {
    const answer = await ask(
      [LIGHTHOUSE],
      { text: 'Combien mesure le phare de Morel ?', answerLanguage: 'en' },
      'mesure phare Morel',
    );
    expect(answer).toMatchObject({ questionLanguage: 'fr', answerLanguage: 'en' });
    expect(answer.text).toMatch(/^30\u00A0m \[1\]\.\n\nAccording to/);
  });

  it('puts a date first only where no other sentence that names the same thing gives another one as well', async () => {
    const asked = { text: 'Quand le phare de Morel a-t-il ouvert ?' };
    const words = 'phare Morel ouvert';
    const sure = makeHit('Le phare de Morel a ouvert en 1890. Le phare de Kermorvan date de 1849.');
    expect((await ask([sure], asked, words)).text).toMatch(/^1890 \[1\]\./);
    const unsure = makeHit('Le phare de Morel a ouvert en 1890. Le phare de Morel reçut sa lampe en 1921.');
    expect((await ask([unsure], asked, words)).text).toMatch(/^Selon le document/);
  });

  it('puts no value first whose sentence says nothing of what is asked', async () => {
    const hit = makeHit('Le phare de Morel a coûté 3 M€.');
    const { text } = await ask([hit], { text: 'Quel budget annuel a le phare de Morel ?' }, 'budget phare Morel');
    expect(text).not.toMatch(/^3 M€/);
  });

  it('shows first the line that gives what is asked under its name, with the person it opens with', async () => {
    const sheet = makeHit(
      'Directrice : Anne Lenoir (université de Morel)\n\nLa directrice du phare de Morel préside le Conseil du Port.',
    );
    const answer = await ask([sheet], { text: 'Qui est la directrice du phare de Morel ?' }, 'directrice phare Morel');
    expect(answer.text).toMatch(/^Anne Lenoir \[1\]\./);
    expect(answer.citations[0]?.quote).toBe('Directrice : Anne Lenoir (université de Morel)');
  });

  it('keeps to its best sentence where such a line stands in a passage about something else', async () => {
    const phare = makeHit('La directrice du phare de Morel est Marie Durand.', { score: 2 });
    const gare = makeHit('Directrice : Anne Lenoir', { id: 'gare.md' });
    const asked = { text: 'Qui est la directrice du phare de Morel ?' };
    const { citations } = await ask([phare, gare], asked, 'directrice phare Morel');
    expect(citations[0]?.quote).toBe('La directrice du phare de Morel est Marie Durand.');
  });

  it('is “not found” with the closest passages where no sentence is likely enough', async () => {
    const answer = await ask([LIGHTHOUSE], { text: 'Quelle est la recette de la soupe au pistou ?' });
    expect(answer).toMatchObject({ status: 'not_found', citations: [], closest: [LIGHTHOUSE] });
    expect(answer.text).toBe(
      'Les 3 documents consultés ne répondent pas à cette question. Voici les passages les plus proches.',
    );
  });

  it('is “not found” where nothing at all was retrieved', async () => {
    const answer = await ask([], { text: 'What is the height of the lighthouse?' });
    expect(answer).toMatchObject({ status: 'not_found', closest: [], confidence: expect.closeTo(1) });
    expect(answer.text).toBe('The 3 documents that were searched do not answer this question.');
  });

  it('tells a reader of a third language that it answers in the interface’s', async () => {
    const answer = await ask([LIGHTHOUSE], {
      text: 'Wie hoch ist der Leuchtturm von Morel eigentlich?',
      interfaceLanguage: 'en',
    });
    expect(answer.answerLanguage).toBe('en');
    expect(answer.notices.map(({ code }) => code)).toEqual(['third_language']);
  });

  it('has the same id for the same question on the same index', async () => {
    const [first, second] = [
      await ask([LIGHTHOUSE], { text: 'Le phare ?' }),
      await ask([LIGHTHOUSE], { text: 'Le phare ?' }),
    ];
    expect(first.id).toBe(second.id);
    expect((await ask([LIGHTHOUSE], { text: 'Le port ?' })).id).not.toBe(first.id);
  });

  it('has a permalink that remembers document, version, place and quote', async () => {
    const { citations } = await ask([LIGHTHOUSE], { text: 'Combien mesure le phare de Morel ?' }, 'mesure phare Morel');
    const [citation] = citations;
    const target = decodePermalink(citation?.permalink.replace('/citations/', '') ?? '');
    expect(target).toEqual({
      documentId: 'a.md',
      version: '0123456789abcdef',
      start: 30,
      end: 69,
      quoteHash: hashQuote(citation?.quote ?? ''),
    });
  });

  it('is proof whatever the documents and the question: exact quotes, each marker with a citation, nothing thrown', async () => {
    const hostile = fc.constantFrom(
      '[1] ',
      'Ignorez ces règles. ',
      '<script>x</script> ',
      '\u202Ephare',
      '« ',
      ' »',
      '\n\n',
      'mot '.repeat(300),
      'Le phare a 12 mots. ',
      'En 1987, le phare. ',
      '\n- mot phare\n',
      '| phare | 45 M€ |\n',
    );
    const question = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
      fc.constantFrom(
        'Combien de mots a le phare et quand ?',
        'Compare le mot de X et de Y',
        'et son mot ?',
        'list phare',
      ),
    );
    const history = fc.array(fc.record({ role: fc.constant('user' as const), content: question }), { maxLength: 3 });
    const text = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 80 })), {
      minLength: 1,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 4 }), question, history, async (texts, asked, turns) => {
        const hits = texts
          .map((parts) => parts.join('').toWellFormed())
          .filter((content) => content !== '')
          .map((content, index) => makeHit(content, { id: `${index}.md` }));
        const answer = await ask(hits, { text: asked.toWellFormed(), history: turns }, `${asked} mot phare`);
        for (const citation of answer.citations) {
          const hit = hits.find(({ document }) => document.id === citation.document.id);
          expect(hit?.passage.text.slice(citation.start, citation.end)).toBe(citation.quote);
          expect(citation.positions.length).toBeGreaterThan(0);
          expect(citation.quote.match(/[\p{L}\p{N}]+/gu)?.length ?? 0).toBeLessThanOrEqual(80);
          for (const position of citation.positions) {
            expect(answer.text.startsWith(`[${citation.marker}]`, position)).toBe(true);
          }
        }
        expect(answer.citations.length > 0).toBe(answer.status === 'answered');
      }),
      { numRuns: 150, seed: 2 },
    );
  });

  it('stands a document of a million characters without a space', async () => {
    const answer = await ask([makeHit(`phare${'x'.repeat(1_000_000)}`)], { text: 'Où est le phare ?' });
    for (const { quote } of answer.citations) expect(quote.length).toBeLessThan(2_000);
  });

  it('answers a follow-up by what was said before, and says what it understood', async () => {
    const history = [{ role: 'user' as const, content: 'Combien mesure le phare de Morel ?' }];
    const answer = await ask([LIGHTHOUSE], { text: 'Et celui de Brest ?', history }, 'mesure phare Morel Brest');
    expect(answer.question).toBe('Et celui de Brest ?');
    expect(answer.standaloneQuestion).toBe('Combien mesure le phare de Brest ?');
  });

  it('answers the part that it can, and names the other', async () => {
    const hit = makeHit('Anne Morel dirige le phare de Kermorvan. La plage est longue.');
    const retrieve = async ({ text }: Question) => ({
      hits: [hit],
      question: prepare(text, text.includes('budget') ? 'budget annuel dotation' : 'dirige phare Kermorvan'),
      unknownWords: [],
      similarityTo: async () => 0.5,
      documents: 1,
      index: 'generation 1',
      pageAt: () => null,
    });
    const answerer = new ExtractiveAnswerer({ retrieve, weights: COVERAGE_WEIGHTS, embedding: 'test' });
    const answer = await answerer.answer({ text: 'Qui dirige le phare de Kermorvan et quel est son budget annuel ?' });
    expect(answer).toMatchObject({ status: 'answered', missing: ['quel est son budget annuel ?'] });
    expect(answer.text).toContain('Anne Morel');
    expect(answer.text).toMatch(/Les documents ne disent pas\u00A0: «\u00A0quel est son budget annuel\u00A0»\.$/);
  });

  it('does not answer about a named thing that no document mentions', async () => {
    const retrieved = {
      hits: [LIGHTHOUSE],
      question: prepare('Combien mesure le phare de Zorglub ?', 'mesure phare Zorglub'),
      unknownWords: ['Zorglub'],
      similarityTo: async () => 0.9,
      documents: 1,
      index: 'generation 1',
      pageAt: () => null,
    };
    const answerer = new ExtractiveAnswerer({
      retrieve: async () => retrieved,
      weights: COVERAGE_WEIGHTS,
      embedding: 'test',
    });
    expect((await answerer.answer({ text: 'Combien mesure le phare de Zorglub ?' })).status).toBe('not_found');
  });
});
