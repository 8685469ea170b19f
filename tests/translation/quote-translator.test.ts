import { describe, expect, it } from 'vitest';
import { QuoteTranslator, type TranslationMemory } from '../../src/translation/quote-translator.ts';

class Memory implements TranslationMemory {
  readonly entries = new Map<string, string | null>();

  get(key: string) {
    return this.entries.get(key);
  }

  /** How often everything was forgotten. */
  forgotten = 0;

  era() {
    return this.forgotten;
  }

  set(key: string, rendering: string | null, era: number) {
    if (era === this.forgotten) this.entries.set(key, rendering);
  }
}

function setUp(book: Readonly<Record<string, string | null>>, memory = new Memory(), modelHash = 'one') {
  const asked: string[] = [];
  const translate = async (sentence: string) => {
    asked.push(sentence);
    return book[sentence] ?? null;
  };
  const model = { modelId: 'toy', modelHash, translate };
  return { asked, memory, translator: new QuoteTranslator({ model, memory, renderings: () => [] }) };
}

const BOOK = {
  'Le phare mesure 32 mètres.': 'The lighthouse is 32 metres high.',
  'Il est fermé.': 'It is closed.',
  'Il a 7 étages.': 'It has 9 floors.',
};

describe('A quote', () => {
  it('is rendered sentence by sentence, whatever its lines', async () => {
    const { translator, asked } = setUp(BOOK);
    expect(await translator.translate(['Le phare\nmesure 32 mètres. Il est fermé.'])).toEqual([
      { text: 'The lighthouse is 32 metres high. It is closed.', language: 'en', engine: 'toy' },
    ]);
    expect(asked).toEqual(['Le phare mesure 32 mètres.', 'Il est fermé.']);
  });

  it('is not shown where one of its sentences was altered, or could not be rendered', async () => {
    const { translator } = setUp(BOOK);
    const quotes = ['Il est fermé. Il a 7 étages.', 'Il est fermé. Ceci est inconnu.', ' \n ', 'Il est fermé.'];
    const translations = await translator.translate(quotes);
    expect(translations.map((translation) => translation?.text)).toEqual([
      undefined,
      undefined,
      undefined,
      'It is closed.',
    ]);
  });

  it('is rendered once, and so is what is not shown', async () => {
    const { translator, asked, memory } = setUp(BOOK);
    for (let time = 0; time < 3; time++) {
      await translator.translate(['Il est fermé.']);
      await translator.translate(['Il a 7 étages.']);
    }
    expect(asked).toEqual(['Il est fermé.', 'Il a 7 étages.']);
    expect([...memory.entries.values()]).toEqual(['It is closed.', null]);
  });

  it('is rendered again by another model', async () => {
    const { translator, memory } = setUp(BOOK);
    await translator.translate(['Il est fermé.']);
    const other = setUp({ 'Il est fermé.': 'It is shut.' }, memory, 'two');
    expect(await other.translator.translate(['Il est fermé.'])).toMatchObject([{ text: 'It is shut.' }]);
  });

  it('is rendered but not remembered where all was forgotten since its answer was begun', async () => {
    const { translator, memory } = setUp({
      ...BOOK,
      get 'Il est haut.'() {
        memory.forgotten += 1;
        return 'It is high.';
      },
    });
    const translations = await translator.translate(['Il est haut.', 'Il est fermé.']);
    expect(translations.map((translation) => translation?.text)).toEqual(['It is high.', 'It is closed.']);
    expect(memory.entries.size).toBe(0);
  });

  it('is not gone on with where nobody waits any more', async () => {
    const { translator, asked } = setUp(BOOK);
    await expect(translator.translate(['Il est fermé.'], AbortSignal.abort())).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});
