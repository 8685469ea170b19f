import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvidenceWeights } from '../../src/answering/evidence-weights.ts';
import { ExtractiveAnswerer } from '../../src/answering/extractive-answerer.ts';
import { decodePermalink, hashQuote } from '../../src/citing/permalink.ts';
import type { Answer, Hit, Question } from '../../src/domain.ts';
import { makeConcepts, makeHit } from './sample-hits.ts';

const WEIGHTS: EvidenceWeights = {
  version: 'test',
  selection: { coverage: 4, contextCoverage: 1 },
  gate: { intercept: -2, weights: { coverage: 6 }, threshold: 0.5 },
};

function ask(hits: Hit[], question: Question, words = question.text): Promise<Answer> {
  const retrieved = {
    hits,
    concepts: makeConcepts(words),
    unknownWords: [],
    similarityTo: async () => 0.5,
    documents: 3,
    index: 'generation 1',
    pageAt: () => 4,
  };
  return new ExtractiveAnswerer({ retrieve: async () => retrieved, weights: WEIGHTS, embedding: 'test' }).answer(
    question,
  );
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
    expect(answer.text).toMatch(/^30 \(«\u00A0trente mètres\u00A0»\) \[1\]\.\n\nAccording to/);
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
    expect(answer).toMatchObject({ status: 'not_found', closest: [], confidence: 1 });
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
    );
    const text = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 80 })), {
      minLength: 1,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { maxLength: 4 }),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
        async (texts, question) => {
          const hits = texts
            .map((parts) => parts.join('').toWellFormed())
            .filter((content) => content !== '')
            .map((content, index) => makeHit(content, { id: `${index}.md` }));
          const answer = await ask(hits, { text: question.toWellFormed() }, `${question} mot phare`);
          for (const citation of answer.citations) {
            const hit = hits.find(({ document }) => document.id === citation.document.id);
            expect(hit?.passage.text.slice(citation.start, citation.end)).toBe(citation.quote);
            for (const position of citation.positions) {
              expect(answer.text.startsWith(`[${citation.marker}]`, position)).toBe(true);
            }
          }
          expect(answer.citations.length > 0).toBe(answer.status === 'answered');
        },
      ),
      { numRuns: 150, seed: 2 },
    );
  });
});
