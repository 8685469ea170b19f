import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AutoTokenizer } from '@xenova/transformers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { PieceEncoder, type Tokenizer } from '../../src/embedding/piece-encoder.ts';
import { worksWordByWord } from '../../src/embedding/word-by-word.ts';
import { ModelFolder } from './model-folder.ts';

const SHIPPED = resolve(import.meta.dirname, '../../models/sourcier-bilingual-static');

interface Loaded {
  readonly tokenizer: Tokenizer;
  readonly description: Record<string, unknown>;
}

async function load(folder: string): Promise<Loaded> {
  return {
    tokenizer: await AutoTokenizer.from_pretrained(folder, { local_files_only: true }),
    description: JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')),
  };
}

/** What is awkward about a word: marks, forms that fall apart, case by place, unknown and special tokens. */
const FRAGMENTS = [
  'été',
  'l’École',
  'ﬁn',
  '½',
  '¨',
  'e\u0301',
  '\u0301',
  'ΟΔΟΣ',
  'Σ',
  'straße',
  'ŒUVRE',
  '漢字',
  '字',
  '🙂',
  '\uD83D',
  '<s>',
  '<mask>',
  '<unk>',
  '[MASK]',
  '[UNK]',
  '##a',
  '▁',
  '▁a',
  '\u00A0',
  '\u202F',
  '\u200B',
  '\uFEFF',
  '\u0000',
  '\u0085',
  '\u2028',
  '１０',
  '10\u202F000',
  '«',
  '»',
  '--',
  '…',
  'x'.repeat(60),
  '～',
];
const SEPARATORS = [' ', '  ', '\n', '\r\n', '\t', ' \u0301', ''];

const awkwardText = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'binary', maxLength: 6 }), fc.lorem({ maxCount: 1 })),
      fc.constantFrom(...SEPARATORS),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.flat().join(''));

describe.each(['the shipped model', 'a BERT', 'an XLM-RoBERTa'])('the tokenizer of %s', (name) => {
  let loaded: Loaded;
  beforeAll(async () => {
    loaded = await load(SHIPPED);
  });

  async function open(): Promise<Loaded> {
    if (name === 'the shipped model') return loaded;
    return await load(new ModelFolder().make('m', { tokenizer: name === 'a BERT' ? 'wordpiece' : 'unigram' }));
  }

  it('is asked word by word, and gives any text the tokens that it gives it whole', async () => {
    const { tokenizer, description } = await open();
    const encoder = new PieceEncoder(tokenizer, description, Number.POSITIVE_INFINITY);
    expect(encoder.remembersWords).toBe(true);
    fc.assert(
      fc.property(awkwardText, (text) => {
        const whole = tokenizer.encode(text, { add_special_tokens: true });
        // Twice: as the words are met for the first time, and as they are remembered.
        expect(encoder.encode(text)).toEqual(whole);
        expect(encoder.encode(text)).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('is held to the number of tokens that the model reads', async () => {
    const { tokenizer, description } = await open();
    fc.assert(
      fc.property(awkwardText, fc.integer({ min: 1, max: 12 }), (text, limit) => {
        const whole = tokenizer.encode(text, { add_special_tokens: true });
        expect(new PieceEncoder(tokenizer, description, limit).encode(text)).toEqual(whole.slice(0, limit));
      }),
      { numRuns: 100 },
    );
  });
});

describe('a tokenizer that does not cut at spaces first', () => {
  it('is asked for the whole text', async () => {
    const { tokenizer, description } = await load(SHIPPED);
    const encoder = new PieceEncoder(tokenizer, { ...description, pre_tokenizer: { type: 'ByteLevel' } }, 512);
    expect(encoder.remembersWords).toBe(false);
    const text = 'Où se trouve le phare ?';
    expect(encoder.encode(text)).toEqual(tokenizer.encode(text, { add_special_tokens: true }));
  });
});

describe('that a tokenizer works word by word', () => {
  const PLAIN = {
    normalizer: { type: 'NFKC' },
    pre_tokenizer: { type: 'WhitespaceSplit' },
    model: { type: 'WordPiece' },
    added_tokens: [{ id: 0, content: '[PAD]' }],
  };
  const metaspace = (prepend_scheme: string) => ({
    type: 'Sequence',
    pretokenizers: [{ type: 'WhitespaceSplit' }, { type: 'Metaspace', prepend_scheme }],
  });
  const replace = (pattern: object, content: string) => ({ normalizer: { type: 'Replace', pattern, content } });

  it.each([
    ['a cut at spaces', {}],
    ['no normaliser', { normalizer: null }],
    ['a mark before each word', { pre_tokenizer: metaspace('always') }],
    ['runs of signs that become a space', replace({ Regex: '[^\\p{L}\\p{N}%]+' }, ' ')],
    ['spaces that become one', replace({ Regex: ' {2,}' }, ' ')],
    ['a letter that becomes two', replace({ String: 'œ' }, 'oe')],
  ])('is taken from %s', (_, change) => {
    expect(worksWordByWord({ ...PLAIN, ...change })).toBe(true);
  });

  it.each([
    ['no cut', { pre_tokenizer: null }],
    ['a mark before spaces only', { pre_tokenizer: { type: 'Metaspace', prepend_scheme: 'always' } }],
    ['a mark before the first word', { pre_tokenizer: metaspace('first') }],
    ['a cut by a pattern', { pre_tokenizer: { type: 'Split', pattern: { Regex: '\\s+' } } }],
    ['signs that vanish with the spaces among them', replace({ Regex: '[^\\p{L}]+' }, '')],
    ['pairs of signs or spaces', replace({ Regex: '[! ]{2,}' }, ' ')],
    ['what stands before a space', replace({ Regex: 'a(?= b)' }, ' ')],
    ['two words that become one', replace({ String: 'New York' }, 'NewYork')],
    ['a prefix to the whole text', { normalizer: { type: 'Prepend', prepend: '▁' } }],
    ['unknown characters fused over words', { model: { type: 'BPE', fuse_unk: true } }],
    ['a token of two words', { added_tokens: [{ id: 0, content: 'New York' }] }],
    ['a part that is not known', { normalizer: { type: 'Sequence', normalizers: [{ type: 'New' }] } }],
  ])('is not taken from %s', (_, change) => {
    expect(worksWordByWord({ ...PLAIN, ...change })).toBe(false);
  });

  it.each([null, undefined, 'x', [], {}])('is not taken from %j', (description) => {
    expect(worksWordByWord(description)).toBe(false);
  });
});
