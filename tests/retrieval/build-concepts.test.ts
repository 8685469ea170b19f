import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain.ts';
import { ANALYZER_VERSION } from '../../src/language/analyse.ts';
import { buildConcepts } from '../../src/retrieval/build-concepts.ts';
import { FuzzyDictionary } from '../../src/retrieval/fuzzy-dictionary.ts';
import { openLexicon } from '../../src/retrieval/lexicon.ts';
import { encodeLexicon, wordKey } from '../../src/retrieval/lexicon-format.ts';

const one = (term: string) => [{ term, probability: 1 }];

const lexicon = openLexicon(
  encodeLexicon(ANALYZER_VERSION, {
    en: {
      words: new Map([
        [
          'director',
          [...one('directeur').map((v) => ({ ...v, probability: 0.8 })), { term: 'dirig', probability: 0.2 }],
        ],
        ['main', one('principal')],
        ['comput', [{ term: 'ordin', probability: 0.5 }, { term: 'calcul', probability: 0.5 }]], // biome-ignore format: one word a line
        ['recip', one('recet')],
        [wordKey('engines'), one('moteur')],
        ['machin', one('machin')],
        ['learn', one('apprendr')],
        ['formal', one('officiel')],
        ['notic', one('avis')],
        [wordKey('IT'), one('informat')],
        ['prairi', one('pre')],
      ]),
      phrases: new Map([
        ['machin learn', [one('automat'), one('apprentissag')]],
        ['formal notic', [one('demeur'), one('mis')]],
        ['notic period', [one('preavi'), []]],
        ['deep machin learn', [one('profond'), one('automat'), one('apprentissag')]],
      ]),
    },
    fr: {
      words: new Map([
        ['dirig', one('director')],
        ['chef', one('director')],
        ['directeur', one('director')],
        ['automat', one('automat')],
        ['machin', one('comput')],
      ]),
      phrases: new Map([
        ['apprentissag automat', [one('learn'), one('machin')]],
        ['mis demeur', [one('notic'), one('formal')]],
      ]),
    },
  }),
);

/** How many passages hold each term; a language without terms has no passages. */
type Frequencies = Readonly<Partial<Record<Language, Readonly<Record<string, number>>>>>;

function build(question: string, language: Language, frequencies: Frequencies) {
  const asked: Language[] = [];
  const concepts = buildConcepts(question, language, {
    index: {
      documentFrequency: (term, passages) => frequencies[passages]?.[term] ?? 0,
      passageCount: (passages) => (frequencies[passages] === undefined ? 0 : 100),
    },
    lexicon,
    fuzzyDictionary: (passages) => {
      asked.push(passages);
      return new FuzzyDictionary(Object.keys(frequencies[passages] ?? {}));
    },
  });
  return { concepts, asked };
}

/** Terms with probabilities of the first concept. */
function first(question: string, language: Language, frequencies: Frequencies, passages: Language = 'fr') {
  const [concept] = build(question, language, frequencies).concepts;
  return Object.fromEntries((concept?.variants[passages] ?? []).map(({ term, probability }) => [term, probability]));
}

describe('a word in passages of its own language', () => {
  it('stands for itself, and a little for what shares its translations', () => {
    const variants = first('chef', 'fr', { fr: { chef: 5, directeur: 5, dirig: 5 } });
    expect(variants.chef).toBe(1);
    const others = Object.entries(variants).filter(([term]) => term !== 'chef');
    expect(others.length).toBeGreaterThan(0);
    for (const [, probability] of others) expect(probability).toBeLessThanOrEqual(0.2);
  });

  it('stands a little more for a word of its root that is stemmed otherwise, where passages hold that', () => {
    const variants = first('dirige', 'fr', { fr: { dirig: 5, directeur: 5 } });
    expect(variants).toMatchObject({ dirig: 1, directeur: 0.35 });
    expect(first('dirige', 'fr', { fr: { dirig: 5 } }).directric).toBeUndefined();
  });

  it('shares its place among its readings, an acronym and its stem, as far as passages hold them', () => {
    expect(first('CNRS', 'fr', { fr: { cnr: 3, cnrs: 3 } })).toEqual({ cnr: 0.5, cnrs: 0.5 });
    expect(first('CNRS', 'fr', { fr: { cnrs: 3 } })).toEqual({ cnrs: 1 });
  });
});

describe('function words of the other language', () => {
  it.each([
    ['Centre de calcul de la mer', 'en', ['Centre', 'calcul', 'mer']],
    ['Paris School of Design', 'fr', ['Paris', 'School', 'Design']],
  ] as const)('inside its names are not looked for: %s', (question, language, words) => {
    expect(build(question, language, { fr: {} }).concepts.map(({ word }) => word)).toEqual(words);
  });

  it('are looked for where there is nothing else, and in capitals', () => {
    expect(build('La de', 'en', { fr: {} }).concepts.length).toBeGreaterThan(0);
    expect(build('The port of LA', 'en', { fr: {} }).concepts.map(({ word }) => word)).toContain('LA');
  });
});

describe('a word that questions use for another', () => {
  it('counts a little where passages hold that, in either language', () => {
    expect(first('création', 'fr', { fr: { creation: 5, lanc: 5 } }).lanc).toBe(0.15);
    expect(first('created', 'en', { fr: { lanc: 5 } }).lanc).toBe(0.15);
    expect(first('création', 'fr', { fr: { creation: 5 } }).lanc).toBeUndefined();
  });
});

describe('a word in passages of the other language', () => {
  it('stands for its renderings', () => {
    const variants = first('director', 'en', { fr: { directeur: 5 } });
    expect(variants.directeur).toBeCloseTo(0.8, 2);
    expect(variants.dirig).toBeCloseTo(0.2, 2);
    expect(variants.director).toBeUndefined();
  });

  it('keeps a part for its own form where passages hold that', () => {
    const variants = first('main', 'en', { fr: { principal: 5, main: 5 } });
    expect(variants.principal).toBeCloseTo(0.7, 2);
    expect(variants.main).toBeCloseTo(0.3, 2);
  });

  it('stands for itself alone where the lexicon does not know it: names', () => {
    expect(first('Benhaddou', 'en', { fr: { benhaddou: 2 } })).toEqual({ benhaddou: 1 });
  });

  it('is read by the analysis of those passages: a name has its French stem there', () => {
    // The French stemmer takes the s off, the English one does not.
    expect(first('Nantes', 'en', { fr: { nant: 2 } })).toEqual({ nant: 1 });
  });

  it('is rendered as it is written rather than by its stem', () => {
    expect(first('engines', 'en', { fr: { moteur: 2 } })).toEqual({ moteur: 1 });
  });

  it('is rendered part by part where the lexicon knows only what follows a learned prefix', () => {
    expect(first('supercomputer', 'en', { fr: { supercalcul: 2 } })).toEqual({ supercalcul: expect.closeTo(0.5, 2) });
  });

  it('is rendered by a word of the passages that begins so, and whose rest means the same', () => {
    // No passage holds what the renderings of computer would make.
    expect(first('supercomputer', 'en', { fr: { supermachin: 2, superflu: 3 } })).toEqual({ supermachin: 1 });
  });

  it('has nothing in a language that the collection has no passage in', () => {
    const [concept] = build('director', 'en', { fr: { directeur: 5 } }).concepts;
    expect(concept?.variants.en).toEqual([]);
  });
});

describe('a word that the collection does not hold', () => {
  it('stands for what looks like it where the lexicon does not know it either', () => {
    const variants = first('Gausier', 'fr', { fr: { gaussi: 1, port: 5 } });
    expect(Object.keys(variants)).toEqual(['gaussi']);
  });

  it('stays what it is where the lexicon knows it: then it is spelt right', () => {
    const { concepts, asked } = build('recipe', 'en', { fr: { reci: 5, recit: 5 } });
    expect(concepts[0]?.variants.fr).toEqual(one('recet'));
    expect(asked).toEqual([]);
  });

  it('is as rare as can be', () => {
    const { concepts } = build('port xyzzy', 'fr', { fr: { port: 50 } });
    expect(concepts[1]?.rarity).toBeGreaterThan(concepts[0]?.rarity ?? Number.POSITIVE_INFINITY);
  });

  it('is looked for among lookalikes a bounded number of times', () => {
    const words = Array.from(
      { length: 40 },
      (_, index) => `inconnu${'abcdefghij'.charAt(index % 10)}${'klmn'.charAt(index / 10)}`,
    );
    expect(build(words.join(' '), 'fr', { fr: { port: 1 } }).asked.length).toBeLessThanOrEqual(6);
  });
});

describe('a phrase that the lexicon knows', () => {
  const french = { fr: { automat: 5, apprentissag: 5, machin: 5, apprendr: 5, demeur: 2, mis: 9, avis: 5, preavi: 1 } };
  const english = { en: { machin: 5, learn: 5, automat: 5, notic: 3, formal: 3 } };

  /** The terms of the other language for each word, likeliest first. */
  const render = (question: string, language: Language) =>
    build(question, language, language === 'en' ? french : english).concepts.map(({ word, variants }) => [
      word,
      ...[...variants[language === 'en' ? 'fr' : 'en']]
        .sort((a, b) => b.probability - a.probability)
        .map(({ term }) => term),
    ]);

  it('renders its words as they are rendered in it, each for itself, so that an explanation names the word', () => {
    expect(render('What is machine learning?', 'en')).toEqual([
      ['machine', 'automat', 'machin'],
      ['learning', 'apprentissag'],
    ]);
  });

  it('is known from French as well, across a function word', () => {
    expect(render('une mise en demeure', 'fr')).toEqual([
      ['mise', 'notic'],
      ['demeure', 'formal'],
    ]);
  });

  it('is known in the plural and at the end of a question', () => {
    expect(render('Who sends formal notices', 'en').slice(-2)).toEqual([
      ['formal', 'demeur'],
      ['notices', 'mis'],
    ]);
  });

  it('gives way to a longer one', () => {
    expect(render('deep machine learning', 'en').map(([, likeliest]) => likeliest)).toEqual([
      'profond',
      'automat',
      'apprentissag',
    ]);
  });

  it('leaves nothing to one that overlaps it and begins later', () => {
    expect(render('formal notice period', 'en').map(([, likeliest]) => likeliest)).toEqual(['demeur', 'mis', 'period']);
  });

  it('leaves a word as it is alone where the phrase says no more of it', () => {
    expect(render('notice period', 'en').map(([, likeliest]) => likeliest)).toEqual(['preavi', 'period']);
  });

  it('is no phrase where a mark, a line or a number stands between its words', () => {
    for (const question of ['machine, learning', 'machine. Learning', 'machine\nlearning', 'machine 3 learning']) {
      expect(render(question, 'en')[0]).toEqual(['machine', 'machin']);
    }
  });

  it('shares a word with the rest of the question where it stands there, too', () => {
    const { concepts } = build('Which machine is good for machine learning?', 'en', french);
    const machine = concepts.filter(({ word }) => word === 'machine');
    expect(machine).toHaveLength(1);
    const probabilities = new Map(machine[0]?.variants.fr.map(({ term, probability }) => [term, probability]));
    // Half as it is in the phrase, half as it is alone, which here is also its own form.
    expect(probabilities.get('automat')).toBeCloseTo(0.35, 2);
    expect(probabilities.get('machin')).toBeCloseTo(0.65, 2);
  });

  it('says what its words may be paraphrased by', () => {
    const { concepts } = build('apprentissage automatique', 'fr', { fr: { ...french.fr }, en: english.en });
    expect(concepts[1]?.variants.en[0]?.term).toBe('machin');
  });
});

describe('an acronym', () => {
  it('is rendered as the capitals are, not as the word of the same letters', () => {
    expect(first('the IT budget', 'en', { fr: { informat: 3 } })).toEqual({ informat: 1 });
  });

  it('stands for itself where the lexicon knows only the word of the same letters, and passages the acronym', () => {
    expect(first('the PRAIRIE institute', 'en', { fr: { prairi: 2, prairie: 2, pre: 5 } })).toEqual({
      prairi: 0.5,
      prairie: 0.5,
    });
    expect(first('the PRAIRIE institute', 'en', { fr: { pre: 5 } })).toEqual({ pre: 1 });
    expect(first('the prairie', 'en', { fr: { prairi: 2, prairie: 2, pre: 5 } }).pre).toBeGreaterThan(0.5);
  });

  it('is none in a question that is all capitals', () => {
    expect(first('PRAIRIE GRASS', 'en', { fr: { prairi: 2, prairie: 2, pre: 5 } }).pre).toBeGreaterThan(0.3);
  });
});

describe('compounds', () => {
  it('count as one word beside their parts where passages write them so', () => {
    const { concepts } = build('AP-HP', 'fr', { fr: { aphp: 2, ap: 3, hp: 3 } });
    expect(concepts.map(({ word }) => word)).toEqual(['AP-HP', 'AP', 'HP']);
  });

  it('are left to their parts where no passage writes them so', () => {
    const { concepts } = build('IA-cluster', 'fr', { fr: { ia: 3, cluster: 3 } });
    expect(concepts.map(({ word }) => word)).toEqual(['IA', 'cluster']);
  });
});

describe('a whole question', () => {
  it('gives each word once, in order, without function words', () => {
    const { concepts } = build('Le port et le phare du port', 'fr', { fr: { port: 5, phar: 2 } });
    expect(concepts.map(({ word }) => word)).toEqual(['port', 'phare']);
  });

  it('keeps the rarest words of an endless one', () => {
    const common = Array.from(
      { length: 60 },
      (_, index) => `mot${'abcdefgh'.charAt(index % 8)}${'klmnopqr'.charAt(index / 8)}`,
    );
    const frequencies = Object.fromEntries(common.map((word) => [word, 90]));
    const { concepts } = build(`${common.join(' ')} phare`, 'fr', { fr: { ...frequencies, phar: 1 } });
    expect(concepts).toHaveLength(32);
    expect(concepts.at(-1)?.word).toBe('phare');
  });

  it('gives probabilities from 0 to 1 and finite rarities, whatever is asked', () => {
    const frequencies = { fr: { port: 5, phar: 2, '2023': 7 }, en: { port: 3 } };
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.constantFrom<Language>('fr', 'en'),
        (question, language) => {
          for (const { variants, rarity, weight } of build(question, language, frequencies).concepts) {
            expect(rarity).toBeGreaterThanOrEqual(0);
            expect(Number.isFinite(rarity)).toBe(true);
            expect(weight).toBe(1);
            for (const { probability } of [...variants.fr, ...variants.en]) {
              expect(probability).toBeGreaterThan(0);
              expect(probability).toBeLessThanOrEqual(1);
            }
          }
        },
      ),
    );
  });
});
