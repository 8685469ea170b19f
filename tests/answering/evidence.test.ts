import { describe, expect, it } from 'vitest';
import { collectEvidence, type Evidence } from '../../src/answering/evidence.ts';
import { EVIDENCE_FEATURES } from '../../src/answering/evidence-model.ts';
import type { EvidenceWeights } from '../../src/answering/evidence-weights.ts';
import type { Hit } from '../../src/domain.ts';
import { prepareQuestion } from '../../src/language/prepare-question.ts';
import type { QuestionKind } from '../../src/language/question-kind.ts';
import { makeConcepts, makeHit } from './sample-hits.ts';

const WEIGHTS: EvidenceWeights = {
  version: 'test',
  selection: {},
  gate: {
    intercept: 0,
    weights: {},
    threshold: 0.5,
    refusal: { intercept: 0, slope: -1 },
    answer: { intercept: 0, slope: 1 },
  },
};

function read(hits: Hit[], text: string, kind: QuestionKind): (sentence: string) => Evidence['features'] {
  const evidence = collectEvidence(hits, prepareQuestion({ text, kind, concepts: makeConcepts(text) }), WEIGHTS);
  return (sentence) => {
    const found = evidence.find((candidate) => candidate.text === sentence);
    if (found === undefined) throw new Error(`no sentence “${sentence}”`);
    return found.features;
  };
}

describe('a sentence as evidence', () => {
  it('is told from others of its document by the words that the title does not say', () => {
    const hit = makeHit('Le phare Bleu guide les navires. Le gardien vit au port.', { section: ['Le phare Bleu'] });
    const features = read([hit], 'Où vit le gardien du phare Bleu ?', 'where');
    expect(features('Le gardien vit au port.').distinctCoverage).toBe(1);
    expect(features('Le phare Bleu guide les navires.').distinctCoverage).toBe(0);
  });

  it('counts what is asked where the number stands before that very word', () => {
    const hit = makeHit('On y voit 12 bateaux neufs. Les bateaux ont 40 marins.');
    const features = read([hit], 'Combien de bateaux y a-t-il ?', 'how_many');
    expect(features('On y voit 12 bateaux neufs.').counted).toBe(1);
    expect(features('Les bateaux ont 40 marins.').counted).toBe(0);
  });

  it('holds what an address stands under, however many lines above, and what has no such form does not', () => {
    const hit = makeHit(
      'Maison du phare, rue de Siam.\n\nOuverte du mardi au samedi.\n\nCourriel\u00A0: phare@port.example.',
    );
    const features = read([hit], 'Quel est le courriel de la Maison du phare ?', 'contact');
    expect(features('Courriel\u00A0: phare@port.example.').coverage).toBe(1);
    expect(features('Ouverte du mardi au samedi.').coverage).toBe(0);
  });

  it('holds most of what was named, where it opens with a word for that and says something else of it that is asked', () => {
    const coverageOf = (second: string, asked = 'Qui est le gardien du phare de Brest ?') => {
      const hit = makeHit(`Le phare de Brest guide les navires. ${second}`);
      return read([hit], asked, 'who')(second).coverage;
    };
    const possessive = coverageOf('Son gardien, Anne Morel, vit au port.');
    expect(possessive).toBeGreaterThan(coverageOf('Le gardien, Anne Morel, vit au port.'));
    expect(possessive).toBeLessThan(1);
    // Nobody is named.
    expect(coverageOf('Son gardien vit au port.')).toBe(coverageOf('Le gardien vit au port.'));
    // What is asked stands in the sentence before: this one is about another event.
    expect(coverageOf('Il fut bâti par Anne Morel.', 'Qui guide les navires ?')).toBe(0);
  });

  it('lacks what is asked for where no figure, date, name or place stands in it', () => {
    const hit = makeHit('Le phare a coûté 3 millions d’euros. Le phare a coûté beaucoup.');
    const features = read([hit], 'Combien a coûté le phare ?', 'how_much');
    expect(features('Le phare a coûté 3 millions d’euros.')).toMatchObject({
      expectation: 1,
      unmet: 0,
      unmetFigure: 0,
    });
    expect(features('Le phare a coûté beaucoup.')).toMatchObject({ expectation: 0, unmet: 1, unmetFigure: 1 });
  });

  it('has the words of the question near the figure that they are about', () => {
    const far = 'et la longue plage de sable fin où les enfants jouent en été, près du port et du marché aux poissons';
    const near = 'Le phare a 40 marches.';
    const apart = `Le phare domine la ville ${far}, qui compte 300 étals.`;
    const features = read([makeHit(`${near} ${apart}`)], 'Combien de marches le phare a-t-il ?', 'how_many');
    expect(features(near).nearExpectation).toBeGreaterThan(features(apart).nearExpectation);
  });

  it('need not say the word that names what is asked for', () => {
    const hit = makeHit('Le phare fut bâti en 1890.');
    const features = read([hit], 'En quelle année le phare fut-il bâti ?', 'when');
    expect(features('Le phare fut bâti en 1890.').coverage).toBeGreaterThan(0.9);
  });

  it('holds the word that names what is asked for where it holds such a thing, but is not told from others by it', () => {
    const hit = makeHit('Le phare est à Brest. Le gardien est à Nantes.', { section: ['Le phare'] });
    const features = read([hit], 'Dans quelle ville est le phare ?', 'where');
    expect(features('Le phare est à Brest.').coverage).toBe(1);
    expect(features('Le gardien est à Nantes.').contextCoverage).toBe(1);
    expect(features('Le gardien est à Nantes.').distinctCoverage).toBeLessThan(0.5);
  });

  it('spells out the acronym that a definition is asked of', () => {
    const hit = makeHit('L’ONF gère des bois. Office national des forêts (ONF)');
    const features = read([hit], 'Que signifie ONF ?', 'definition');
    expect(features('Office national des forêts (ONF)').expectation).toBe(1);
    expect(features('L’ONF gère des bois.').expectation).toBe(0);
  });

  it('holds the names of the question or not, its context included', () => {
    const hit = makeHit('Le phare est haut.', { section: ['Ouessant'] });
    expect(read([hit], 'Le phare est-il haut à Ouessant ?', 'other')('Le phare est haut.').names).toBe(1);
    expect(read([hit], 'Le phare est-il haut à Groix ?', 'other')('Le phare est haut.').names).toBe(0);
  });

  it('is read after the first row of its table, which names the columns', () => {
    const hit = makeHit('La côte en a deux.\n\nPhare | Hauteur\nMorel | 30 m\nVauban | 20 m');
    expect(read([hit], 'hauteur Vauban', 'other')('Vauban | 20 m').contextCoverage).toBe(1);
  });

  it('is credited with the names of the columns, as a row of a table that says a word of the question itself', () => {
    const hit = makeHit('La côte en a deux.\n\nPhare | Marches\nMorel | 300\nVauban | 200');
    const features = read([hit], 'Combien de marches a le phare Vauban ?', 'how_many');
    expect(features('Vauban | 200').coverage).toBe(1);
    expect(features('Morel | 300').coverage).toBe(0);
  });

  it('is about what was named some sentences before, where each one goes on about it', () => {
    const open = 'L’école Morel est neuve. La ville la porte.';
    const own = read([makeHit(`${open} Son ouverture plaît.`)], 'ouverture Morel', 'other');
    const other = read([makeHit(`${open} Une ouverture plaît.`)], 'ouverture Morel', 'other');
    expect(own('Son ouverture plaît.').contextCoverage).toBeGreaterThan(0.5);
    expect(other('Une ouverture plaît.').contextCoverage).toBe(0.5);
  });

  it('is left out where it is a question, unless it is a heading', () => {
    const ask = { text: 'Quel phare est haut ?', kind: 'other' as const, concepts: makeConcepts('phare haut') };
    const textsOf = (hit: ReturnType<typeof makeHit>) =>
      collectEvidence([hit], prepareQuestion(ask), WEIGHTS).map(({ text }) => text);
    expect(textsOf(makeHit('Le phare est-il haut ? Il mesure trente mètres.'))).toEqual(['Il mesure trente mètres.']);
    const heading = 'Le phare est-il haut ?';
    expect(textsOf(makeHit(`${heading}\n\nTrente mètres.`, { section: [heading] }))).toContain(heading);
  });

  it('has features between 0 and 1, whatever is asked', () => {
    const hit = makeHit('Le phare de Morel, bâti en 1890, mesure 30 mètres.\n\n- la mer :\n\n« ! » 12 %', {
      section: ['M'],
    });
    for (const kind of [
      'who',
      'when',
      'where',
      'how_many',
      'how_much',
      'how_long',
      'share',
      'list',
      'definition',
      'other',
    ] as const) {
      const text = 'Combien de mètres le phare de Morel mesure-t-il ?';
      for (const { features } of collectEvidence(
        [hit],
        prepareQuestion({ text, kind, concepts: makeConcepts(text) }),
        WEIGHTS,
      )) {
        for (const name of EVIDENCE_FEATURES) {
          expect(features[name], name).toBeGreaterThanOrEqual(0);
          expect(features[name], name).toBeLessThanOrEqual(1);
        }
      }
    }
  });
});

describe('a list of sources', () => {
  const sources = makeHit('Sources\n\n- « Les neuf phares du Finistère », Le Port, mai 2024.', {
    section: ['Sources'],
  });
  const texts = (text: string, kind: QuestionKind) =>
    collectEvidence([sources], prepareQuestion({ text, kind, concepts: makeConcepts(text) }), WEIGHTS).length;

  it('answers nothing of what its titles are about', () => {
    expect(texts('Quels sont les phares du Finistère ?', 'list')).toBe(0);
    expect(texts('Combien de phares compte le Finistère ?', 'how_many')).toBe(0);
  });

  it('tells who published a document and when, and what the sources are', () => {
    expect(texts('Quand « Les neuf phares du Finistère » ont-ils été publiés ?', 'when')).toBeGreaterThan(0);
    expect(texts('Quelles sont les sources sur les phares ?', 'list')).toBeGreaterThan(0);
  });
});
