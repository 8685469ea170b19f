import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Concept, Language } from '../../src/domain.ts';
import { analyseQuestion } from '../../src/language/analyse.ts';
import type { PassageDocument } from '../../src/language/analyse-passage.ts';
import { prepareQuestion } from '../../src/language/prepare-question.ts';
import { classifyQuestion } from '../../src/language/question-kind.ts';
import { measurePassage, PASSAGE_FEATURES, type ReadablePassage } from '../../src/retrieval/passage-features.ts';

/** The question's words as they are, all equally rare. */
function prepare(text: string, language: Language = 'fr') {
  const concepts = analyseQuestion(text, language).map(({ term, start, end }): Concept => {
    const variants = [{ term, probability: 1 }];
    return { word: text.slice(start, end), weight: 1, rarity: 2, variants: { fr: variants, en: variants } };
  });
  return prepareQuestion({ text, kind: classifyQuestion(text, language), concepts });
}

interface Surroundings extends PassageDocument {
  readonly section: readonly string[];
  readonly headingSimilarity: number;
}

function passage(text: string, more: Partial<Surroundings> = {}): ReadablePassage {
  const { section = [], title = 'Rapport', language = 'fr', headingSimilarity = 0 } = more;
  return { passage: { text, section }, document: { title, language }, headingSimilarity };
}

describe('measurePassage', () => {
  it('counts what headings and title hold as held by the passage', () => {
    const question = prepare('budget du port de Kervan');
    const alone = measurePassage(passage('Le budget augmente.'), question);
    const under = measurePassage(passage('Le budget augmente.', { section: ['Le port de Kervan'] }), question);
    expect(alone.coverage).toBeCloseTo(1 / 3);
    expect(under.coverage).toBe(1);
    expect(under.heading).toBeCloseTo(2 / 3);
  });

  it('tells words of one sentence from words strewn over several', () => {
    const question = prepare('directeur du phare');
    const together = measurePassage(passage('Le directeur du phare est élu. Il y vit.'), question);
    const apart = measurePassage(passage('Le directeur est élu. Le phare est blanc.'), question);
    expect([together.coverage, apart.coverage]).toEqual([1, 1]);
    expect(together.sentenceCoverage).toBe(1);
    expect(apart.sentenceCoverage).toBe(0.5);
    expect(together.adjacency).toBe(1);
    expect(apart.adjacency).toBe(0);
  });

  it('knows a heading that says what the question says from one that only shares a word with it', () => {
    const question = prepare('Comment déposer une plainte ?');
    const same = measurePassage(passage('Remplissez le formulaire.', { section: ['Déposer une plainte'] }), question);
    const other = measurePassage(
      passage('Remplissez le formulaire.', { section: ['Suivi d’une plainte par les services régionaux'] }),
      question,
    );
    expect(same.headingWords).toBe(1);
    expect(other.headingWords).toBeLessThan(0.2);
  });

  it('knows a heading that is the question word for word, marks and capitals aside', () => {
    const question = prepare('Qui peut consulter le fichier ?');
    const sameHeading = (heading: string) =>
      measurePassage(passage('Les agents habilités.', { section: ['Fichiers', heading] }), question).sameHeading;
    expect(sameHeading('QUI PEUT CONSULTER LE FICHIER')).toBe(1);
    expect(sameHeading('Comment consulter le fichier ?')).toBe(0);
  });

  it('sees a date where one is asked for, and none where the question itself says it', () => {
    const question = prepare('Quand le phare a-t-il été construit ?');
    expect(measurePassage(passage('Le phare a été construit en 1868.'), question).expected).toBe(1);
    expect(measurePassage(passage('Le phare a été construit par un ingénieur.'), question).expected).toBe(0);
    const dated = prepare('Depuis quand le phare de 1868 est-il éteint ?');
    expect(measurePassage(passage('Le phare de 1868 est éteint.'), dated).expected).toBe(0);
  });

  it('holds names against a passage that has all but them', () => {
    const question = prepare('Quel est le budget du projet Kervan ?');
    expect(measurePassage(passage('Le budget du projet est voté.'), question).names).toBe(0);
    expect(measurePassage(passage('Kervan a un budget.'), question).names).toBe(1);
  });

  it('gives numbers from 0 to 1 for whatever text and question', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.lorem({ maxCount: 60 }));
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 3 }), (body, question, section) => {
        const features = measurePassage(passage(body, { section }), prepare(question));
        for (const name of PASSAGE_FEATURES) {
          expect(features[name]).toBeGreaterThanOrEqual(0);
          expect(features[name]).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
      { numRuns: 60 },
    );
  });
});
