import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GeneratedReply, type GeneratedSentence, ReplyReader } from '../../src/answering/generated-reply.ts';

const FIRST = {
  text: 'It is at IDRIS.',
  quotes: [{ passage: 1, quote: 'Il est à l’IDRIS {sic} "centre" \\ du CNRS' }],
};
const SECOND = { text: 'It belongs to "CNRS".', quotes: [{ passage: 2, quote: 'Il est au CNRS' }] };
const WHOLE = JSON.stringify({ answered: true, sentences: [FIRST, SECOND], missing: ['its cost'] });

function read(...pieces: readonly string[]): { early: GeneratedSentence[]; reply: GeneratedReply } {
  const reader = new ReplyReader();
  return { early: pieces.flatMap((piece) => reader.push(piece)), reply: reader.end() };
}

describe('the reply of a language model', () => {
  it('gives the same sentences wherever it is cut', () => {
    for (let cut = 0; cut <= WHOLE.length; cut++) {
      const { early, reply } = read(WHOLE.slice(0, cut), WHOLE.slice(cut));
      expect(early).toEqual([FIRST, SECOND]);
      expect(reply).toEqual({ sentences: [], refuses: false, missing: ['its cost'], isBroken: false });
    }
  });

  it('gives each sentence as soon as its object is closed', () => {
    const reader = new ReplyReader();
    const end = WHOLE.indexOf(JSON.stringify(FIRST)) + JSON.stringify(FIRST).length;
    expect(reader.push(WHOLE.slice(0, end - 1))).toEqual([]);
    expect(reader.push(WHOLE.slice(end - 1, end))).toEqual([FIRST]);
  });

  it('gives the sentences that were whole where it breaks off', () => {
    const { early, reply } = read(WHOLE.slice(0, WHOLE.length - 60));
    expect(early).toEqual([FIRST]);
    expect(reply.isBroken).toBe(true);
    expect(reply.sentences).toEqual([]);
  });

  it.each([
    ['a code fence', `\`\`\`json\n${WHOLE}\n\`\`\``],
    ['an introduction', `Here is "the" answer:\n${WHOLE}\nI hope that it helps.`],
    ['thoughts before it', `<think>{"text": 3} What does it ask? </think>${WHOLE}`],
    ['one object a line', `${JSON.stringify(FIRST)}\n${JSON.stringify(SECOND)}`],
    ['a bare list', JSON.stringify([FIRST, SECOND])],
    ['indentation', JSON.stringify(JSON.parse(WHOLE), null, 2)],
  ])('is read with %s', (_, text) => {
    expect(read(text).early).toEqual([FIRST, SECOND]);
  });

  it.each([
    ['single quotation marks', `{'sentences': [{'text': 'A.', 'quotes': [{'passage': 1, 'quote': 'B'}]}]}`],
    ['a comma too many', `{"sentences": [{"text": "A.", "quotes": [{"passage": "1", "quote": "B"},],},],}`],
    ['bare keys', `{sentences: [{text: "A.", quotes: [{passage: 1, quote: "B"}]}]}`],
  ])('is mended where it has %s', (_, text) => {
    const { early, reply } = read(text);
    expect([...early, ...reply.sentences]).toEqual([{ text: 'A.', quotes: [{ passage: 1, quote: 'B' }] }]);
  });

  it('refuses where it says that nothing answers', () => {
    expect(read('{"answered": false, "sentences": [], "missing": []}').reply.refuses).toBe(true);
  });

  it('is broken where it is no JSON at all', () => {
    expect(read('I cannot help with that.').reply).toMatchObject({ sentences: [], isBroken: true });
    expect(read('').reply).toMatchObject({ sentences: [], isBroken: true });
  });

  it('has sentences without quotes where it gives none', () => {
    expect(read('{"sentences": [{"text": "A.", "quotes": "none"}]}').early).toEqual([{ text: 'A.', quotes: [] }]);
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('{', '}', '"', '"text":', '[', ']', '\\', WHOLE))),
        (pieces) => {
          const { early } = read(...pieces);
          expect(early.length).toBeLessThanOrEqual(30);
        },
      ),
    );
  });
});
