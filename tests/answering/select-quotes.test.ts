import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectEvidence } from '../../src/answering/evidence.ts';
import { selectQuotes } from '../../src/answering/select-quotes.ts';
import type { Hit } from '../../src/domain.ts';
import { prepareQuestion } from '../../src/language/prepare-question.ts';
import type { QuestionKind } from '../../src/language/question-kind.ts';
import { COVERAGE_WEIGHTS, makeConcepts, makeHit } from './sample-hits.ts';

function quotesFor(hits: Hit[], words: string, kind: QuestionKind = 'other'): string[] {
  const evidence = collectEvidence(
    hits,
    prepareQuestion({ text: words, kind, concepts: makeConcepts(words) }),
    COVERAGE_WEIGHTS,
  );
  return selectQuotes(evidence, kind === 'list').map(({ text }) => text);
}

describe('the quotes of an answer', () => {
  it('are the sentence that holds the question’s words', () => {
    const hit = makeHit('Le port est ancien. Le phare mesure trente mètres. La plage est longue.');
    expect(quotesFor([hit], 'hauteur phare mesure')).toEqual(['Le phare mesure trente mètres.']);
  });

  it('add a sentence that holds another part of the question', () => {
    const hit = makeHit('Le phare mesure trente mètres. La plage est longue. Morel avait bâti l’autre.');
    expect(quotesFor([hit], 'phare mesure bâti Morel')).toEqual([
      'Le phare mesure trente mètres.',
      'Morel avait bâti l’autre.',
    ]);
  });

  it('go on with the next sentence where it goes on about the same thing', () => {
    const hit = makeHit('Le repas des marins est ancien. Il se compose de pain et de thon. La plage est longue.');
    expect(quotesFor([hit], 'compose repas marins')).toEqual([
      'Le repas des marins est ancien. Il se compose de pain et de thon.',
    ]);
  });

  it('go on with a list where that is how it goes on', () => {
    const list = 'Ils abordent deux sujets :\n- la mer,\n- la lande.';
    const hit = makeHit(`Les programmes ont démarré. ${list}\n\nLa plage est longue.`);
    expect(quotesFor([hit], 'démarré programmes')).toEqual([`Les programmes ont démarré. ${list}`]);
  });

  it('give a row of a small table with the first, which names the columns', () => {
    const table = 'Phare | Hauteur\nMorel | 30 m\nVauban | 20 m';
    expect(quotesFor([makeHit(`La côte en a deux.\n\n${table}`)], 'Vauban')).toEqual([table]);
    const long = `Phare | Hauteur\n${'Morel | 30 m\n'.repeat(30)}Vauban | 20 m`;
    expect(quotesFor([makeHit(long)], 'Vauban')).toEqual(['Vauban | 20 m']);
  });

  it('stop where the sentence surely holds what is asked for', () => {
    const hit = makeHit('Le phare fut bâti en 1890. Il se compose de pierres.');
    expect(quotesFor([hit], 'bâti phare', 'when')).toEqual(['Le phare fut bâti en 1890.']);
  });

  it('add the next best sentence where it is as good, since which of the two is right is not known', () => {
    const hit = makeHit('Le phare guide les marins. La plage est longue. Le phare guide les enfants.');
    expect(quotesFor([hit], 'phare guide')).toEqual(['Le phare guide les marins.', 'Le phare guide les enfants.']);
  });

  it('hold a list whole with the words that open it', () => {
    const list = 'Le programme a trois volets :\n- la recherche,\n- la formation,\n- le transfert.';
    expect(quotesFor([makeHit(`Le port est ancien.\n\n${list}\n\nIl pleut.`)], 'volets programme', 'list')).toEqual([
      list,
    ]);
  });

  it('hold a list whole with the heading that opens it', () => {
    const list = 'Quels volets ?\n\n- la recherche ;\n\n- la formation ;\n\n- le transfert.';
    const hit = makeHit(list, { section: ['Quels volets ?'] });
    expect(quotesFor([hit], 'volets', 'list')).toEqual([list]);
    expect(quotesFor([hit], 'formation', 'list')).toEqual([list]);
    // Without the heading's form it is a sentence like any other.
    expect(quotesFor([makeHit(list.replace(' ?', '.'))], 'formation', 'list')).toEqual([list.slice(list.indexOf('-'))]);
  });

  it('hold a table whole where a list is asked for, from the heading on', () => {
    const table = 'Quels volets ?\n\nLe jury les note :\n\nVolet | Points\nRecherche | 60\nFormation | 40';
    const hit = makeHit(table, { section: ['Quels volets ?'] });
    expect(quotesFor([hit], 'Quels volets', 'list')).toEqual([table]);
    const rows = `Volet | Points\n${'Recherche | 60\n'.repeat(40)}`;
    const long = makeHit(`Les volets :\n\n${rows}`);
    expect(quotesFor([long], 'volets', 'list')).toEqual(['Les volets :']);
  });

  it('hold the whole list where one of its items was found', () => {
    const list = 'Les volets sont :\n- la recherche sur les algues,\n- la formation.';
    expect(quotesFor([makeHit(list)], 'recherche algues', 'list')).toEqual([list]);
  });

  it('leave out the bullet of an item that stands alone', () => {
    const list = 'Les volets sont :\n- la recherche sur les algues,\n- la formation.';
    expect(quotesFor([makeHit(list)], 'recherche algues')).toEqual(['la recherche sur les algues,']);
  });

  it('give a heading with the sentence below it', () => {
    const text = 'ONF\n\nOffice national des forêts';
    expect(quotesFor([makeHit(text, { section: ['ONF'] })], 'ONF', 'definition')).toEqual([text]);
  });

  it('cut a sentence that is too long to the words around what was asked', () => {
    const long = `${'avec des mots sans rapport '.repeat(30)}, le phare de Morel mesure trente mètres, ${'et encore des mots '.repeat(30)}.`;
    const [quote = ''] = quotesFor([makeHit(long)], 'phare Morel mesure');
    expect(quote).toContain('le phare de Morel mesure trente mètres');
    expect(quote.split(/\s+/).length).toBeLessThanOrEqual(80);
  });

  it('are exact, short and apart, whatever the documents and the question', () => {
    const fragment = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.constantFrom(
        'Le phare mesure trente mètres. ',
        '\n\n',
        '\n- item',
        ' : ',
        '[1]',
        '<b>',
        '\u202E',
        'x'.repeat(2000),
      ),
    );
    const text = fc.array(fragment, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 4 }),
        fc.string({ maxLength: 60 }),
        fc.constantFrom<QuestionKind>('list', 'who', 'other'),
        (texts, words, kind) => {
          const hits = texts.map((content, index) => makeHit(content, { id: `${index}.md`, offset: index * 7 }));
          const evidence = collectEvidence(
            hits,
            prepareQuestion({ text: words, kind, concepts: makeConcepts(words) }),
            COVERAGE_WEIGHTS,
          );
          const quotes = selectQuotes(evidence, kind === 'list');
          for (const quote of quotes) {
            const { passage } = quote.hit;
            expect(quote.text).toBe(passage.text.slice(quote.start - passage.start, quote.end - passage.start));
            expect(quote.text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0).toBeLessThanOrEqual(80);
            expect(quote.start).toBeLessThan(quote.end);
            const others = quotes.filter((other) => other !== quote && other.hit === quote.hit);
            expect(others.every((other) => other.end <= quote.start || quote.end <= other.start)).toBe(true);
          }
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });
});
