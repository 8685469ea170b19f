import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Language, TermVariant } from '../../src/domain.ts';
import { SourcierError } from '../../src/errors.ts';
import { ANALYZER_VERSION } from '../../src/language/analyse.ts';
import { fold } from '../../src/language/normalise.ts';
import { stem } from '../../src/language/stem.ts';
import { LEXICON_FILE, LEXICON_FOLDER, loadLexicon, openLexicon } from '../../src/retrieval/lexicon.ts';
import { encodeLexicon, type LanguageRenderings, wordKey } from '../../src/retrieval/lexicon-format.ts';

const MODELS = resolve(import.meta.dirname, '../../models');
const folders: string[] = [];

function modelsWith(file: Buffer | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'sourcier-lexicon-'));
  folders.push(folder);
  if (file !== null) {
    mkdirSync(join(folder, LEXICON_FOLDER));
    writeFileSync(join(folder, LEXICON_FOLDER, LEXICON_FILE), file);
  }
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const one = (term: string) => [{ term, probability: 1 }];

const small = encodeLexicon(ANALYZER_VERSION, {
  en: {
    words: new Map([
      ['engin', [{ term: 'moteur', probability: 0.8 }]],
      [wordKey('engineers'), one('ingenieur')],
      ['research', [{ term: 'recherch', probability: 0.75 }, { term: 'chercheur', probability: 0.25 }]], // biome-ignore format: one term a line
    ]),
    phrases: new Map([
      ['search engin', [one('moteur'), one('recherch')]],
      ['search engin market', [one('moteur'), one('recherch'), []]],
      ['internal combust engin', [[], one('combust'), one('thermiqu')]],
    ]),
  },
  fr: { words: new Map([['recherch', one('research')]]), phrases: new Map([['moteur recherch', [one('engin'), []]]]) },
});

const NOTHING: LanguageRenderings = { words: new Map(), phrases: new Map() };

describe('openLexicon', () => {
  const lexicon = openLexicon(small);

  it('gives the renderings of a term in the order and with the probabilities that were learned', () => {
    const variants = lexicon.variants('research', 'research', 'en');
    expect(variants.map(({ term }) => term)).toEqual(['recherch', 'chercheur']);
    expect(variants[0]?.probability).toBeCloseTo(0.75, 2);
  });

  it('prefers what was learned of the word as written to what was learned of its stem', () => {
    expect(lexicon.variants('engineers', 'engin', 'en').map(({ term }) => term)).toEqual(['ingenieur']);
    expect(lexicon.variants('engines', 'engin', 'en').map(({ term }) => term)).toEqual(['moteur']);
  });

  it('goes from French to English as well', () => {
    expect(lexicon.variants('recherche', 'recherch', 'fr').map(({ term }) => term)).toEqual(['research']);
  });

  it('gives nothing for a word that it does not know', () => {
    expect(lexicon.variants('grenoble', 'grenobl', 'en')).toEqual([]);
  });

  it('reads back whatever was written, words and phrases, to within half a step of 1/255', () => {
    fc.assert(
      fc.property(anyRenderings, anyRenderings, (fr, en) => {
        const opened = openLexicon(encodeLexicon('x', { fr, en }));
        for (const [from, { words, phrases }] of Object.entries({ fr, en }) as [Language, LanguageRenderings][]) {
          for (const [term, variants] of words) expectSame(opened.variants(null, term, from), variants);
          for (const [phrase, renderings] of phrases) {
            const read = opened.phrase(oneReadingEach(phrase), from) ?? [];
            expect(read).toHaveLength(renderings.length);
            for (const [word, variants] of renderings.entries()) expectSame(read[word] ?? [], variants);
          }
        }
      }),
    );
  });
});

describe('a phrase', () => {
  const lexicon = openLexicon(small);
  const terms = (phrase: string, from: Language = 'en') =>
    lexicon.phrase(oneReadingEach(phrase), from)?.map((variants) => variants.map(({ term }) => term));

  it('is found where it begins the words, whatever follows', () => {
    expect(terms('search engin')).toEqual([['moteur'], ['recherch']]);
    expect(terms('search engin compani')).toEqual([['moteur'], ['recherch']]);
    expect(terms('compani search engin')).toBeUndefined();
  });

  it('is the longest of those that begin there', () => {
    expect(terms('search engin market')).toEqual([['moteur'], ['recherch'], []]);
    expect(terms('search engin market share')).toHaveLength(3);
  });

  it('is known as a whole only: a part of a longer one is none', () => {
    expect(terms('internal combust')).toBeUndefined();
    expect(terms('internal combust engin')).toHaveLength(3);
  });

  it('is found by any reading of its words', () => {
    const readings = [['x', 'search'], ['engin', 'y'], ['z']];
    expect(lexicon.phrase(readings, 'en')).toHaveLength(2);
  });

  it('belongs to one language', () => {
    expect(terms('moteur recherch', 'fr')).toEqual([['engin'], []]);
    expect(terms('moteur recherch', 'en')).toBeUndefined();
  });

  it('needs two words', () => {
    expect(terms('search')).toBeUndefined();
    expect(lexicon.phrase([], 'en')).toBeNull();
  });
});

/** Stems hold no space: that is what parts them in a phrase. */
const stemLike = fc.string({ minLength: 1 }).filter((text) => !text.includes(' '));
const anyVariants = fc.array(
  fc.record({ term: stemLike, probability: fc.double({ min: 0.03, max: 1, noNaN: true }) }),
  { minLength: 1, maxLength: 8 },
);
const anyPhrase = fc
  .array(fc.tuple(stemLike, fc.oneof(anyVariants, fc.constant<TermVariant[]>([]))), { minLength: 2, maxLength: 4 })
  .map((words): [string, TermVariant[][]] => [words.map(([word]) => word).join(' '), words.map(([, list]) => list)]);
const anyRenderings: fc.Arbitrary<LanguageRenderings> = fc.record({
  words: fc.array(fc.tuple(stemLike, anyVariants), { maxLength: 20 }).map((entries) => new Map(entries)),
  phrases: fc.array(anyPhrase, { maxLength: 20 }).map((entries) => new Map(entries)),
});

function oneReadingEach(phrase: string): string[][] {
  return phrase.split(' ').map((stemmed) => [stemmed]);
}

function expectSame(read: readonly TermVariant[], written: readonly TermVariant[]): void {
  expect(read.map(({ term }) => Buffer.from(term))).toEqual(written.map(({ term }) => Buffer.from(term)));
  for (const [i, { probability }] of read.entries()) {
    expect(Math.abs(probability - (written[i]?.probability ?? 0))).toBeLessThanOrEqual(0.002);
  }
}

describe('loadLexicon', () => {
  it('knows no word and warns in both languages where there is no lexicon', () => {
    const loaded = loadLexicon(modelsWith(null));
    expect(loaded.variants('research', 'research', 'en')).toEqual([]);
    expect(loaded.warning?.fr.code).toBe('lexicon_missing');
    expect(loaded.warning?.fr.detail).not.toBe(loaded.warning?.en.detail);
  });

  it('warns of a lexicon that was learned with another analysis of words', () => {
    const other = encodeLexicon('0', { fr: NOTHING, en: NOTHING });
    expect(loadLexicon(modelsWith(other)).warning?.en.code).toBe('lexicon_outdated');
  });

  it('refuses a file that is cut, changed in one bit, or something else', () => {
    const changed = Buffer.from(small);
    changed[changed.length - 3] = (changed[changed.length - 3] ?? 0) ^ 1;
    for (const file of [small.subarray(0, small.length - 5), changed, Buffer.from('{}'), Buffer.alloc(0)]) {
      const models = modelsWith(file);
      expect(() => loadLexicon(models)).toThrow(SourcierError);
      try {
        loadLexicon(models);
      } catch (error) {
        expect(SourcierError.is(error, 'model_unusable')).toBe(true);
      }
    }
  });
});

describe('the lexicon that ships', () => {
  const lexicon = loadLexicon(MODELS);
  const stemsOf = (words: string, language: Language) => words.split(' ').map((word) => [stem(word, language)]);
  /** Renderings that are likelier than one in ten. */
  const likely = (word: string, from: 'fr' | 'en') =>
    lexicon
      .variants(fold(word), stem(word, from), from)
      .filter(({ probability }) => probability > 0.1)
      .map(({ term }) => term);

  it('was learned with the present analysis of words', () => {
    expect(lexicon.warning).toBeNull();
  });

  it('is smaller than 8 MiB', () => {
    expect(statSync(join(MODELS, LEXICON_FOLDER, LEXICON_FILE)).size).toBeLessThan(8 * 2 ** 20);
  });

  it.each([
    ['research', 'recherche'],
    ['health', 'santé'],
    ['water', 'eau'],
    ['bridge', 'pont'],
    ['law', 'loi'],
    ['engineers', 'ingénieurs'],
    ['funding', 'financement'],
    ['environmental', 'environnement'],
  ])('renders %s by %s, among others', (english, french) => {
    expect(likely(english, 'en')).toContain(stem(french, 'fr'));
  });

  it.each([
    ['recherche', 'research'],
    ['entreprises', 'business'],
    ['hôpital', 'hospital'],
    ['fleuve', 'river'],
  ])('renders %s by %s, among others', (french, english) => {
    expect(likely(french, 'fr')).toContain(stem(english, 'en'));
  });

  it.each([
    ['machine learning', 'automatique apprentissage'],
    ['deep learning', 'profond apprentissage'],
    ['income taxes', 'revenu impôt'],
  ])('renders %s by %s', (english, french) => {
    const phrase = lexicon.phrase(stemsOf(english, 'en'), 'en') ?? [];
    // A word without renderings of its own in the phrase is rendered as it is alone.
    const likeliest = english.split(' ').map((word, i) => phrase[i]?.[0]?.term ?? likely(word, 'en')[0]);
    expect(likeliest).toEqual(stemsOf(french, 'fr').flat());
  });

  it('renders acronyms as what they are, whatever the word of the same letters', () => {
    expect(lexicon.variants('AI', null, 'en')[0]?.term).toBe('ia');
    expect(lexicon.variants('IT', null, 'en')[0]?.term).toBe('informat');
    expect(lexicon.variants('IA', null, 'fr')[0]?.term).toBe('ai');
  });

  it('gives every word at most eight renderings whose probabilities sum to about 1', () => {
    for (const word of ['office', 'order', 'set', 'right', 'general', 'case', 'state', 'party']) {
      const variants = lexicon.variants(word, stem(word, 'en'), 'en');
      expect(variants.length).toBeGreaterThan(0);
      expect(variants.length).toBeLessThanOrEqual(8);
      expect(variants.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 1);
    }
  });

  it('comes with a card that names its figures', () => {
    const card = readFileSync(join(MODELS, LEXICON_FOLDER, 'README.md'), 'utf8');
    expect(card).toContain('Model 1');
    expect(card).toContain(String(lexicon.header?.entries.en));
  });
});
