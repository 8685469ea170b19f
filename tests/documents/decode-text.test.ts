import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/documents/decode-text.ts';

const SENTENCE = 'Le cœur de l’été : 5 € et « déjà vu »…';

function windows1252(text: string): Uint8Array {
  const special: Record<string, number> = { '€': 0x80, '…': 0x85, œ: 0x9c, '’': 0x92 };
  return Uint8Array.from(text, (character) => special[character] ?? character.charCodeAt(0));
}

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
}

describe('decodeText', () => {
  it('reads UTF-8 with and without its mark', () => {
    expect(decodeText(Buffer.from(SENTENCE))).toEqual({ text: SENTENCE, encoding: 'utf-8', guessed: false });
    expect(decodeText(Buffer.from(`\uFEFF${SENTENCE}`)).text).toBe(SENTENCE);
  });

  it('reads UTF-16 of both byte orders with and without its mark', () => {
    for (const bigEndian of [false, true]) {
      expect(decodeText(utf16(`\uFEFF${SENTENCE}`, bigEndian)).text).toBe(SENTENCE);
      expect(decodeText(utf16(SENTENCE.repeat(3), bigEndian)).text).toBe(SENTENCE.repeat(3));
    }
  });

  it('guesses Windows-1252 with its own characters, and says so', () => {
    expect(decodeText(windows1252(SENTENCE))).toEqual({ text: SENTENCE, encoding: 'windows-1252', guessed: true });
  });

  it('believes a declaration unless the bytes belie it', () => {
    expect(decodeText(windows1252(SENTENCE), 'ISO-8859-1')).toMatchObject({ text: SENTENCE, guessed: false });
    expect(decodeText(windows1252(SENTENCE), 'utf-8')).toMatchObject({ text: SENTENCE, guessed: true });
    expect(decodeText(Buffer.from(SENTENCE), 'no-such-encoding').text).toBe(SENTENCE);
  });

  it('reads UTF-8 that was cut inside a character instead of taking it for Windows-1252', () => {
    const cut = Buffer.from(`${SENTENCE} é`).subarray(0, -1);
    expect(decodeText(cut)).toEqual({ text: `${SENTENCE} \uFFFD`, encoding: 'utf-8', guessed: true });
  });

  it.each([
    ['bytes 0xFF', new Uint8Array(100).fill(0xff)],
    ['zero bytes', new Uint8Array(100)],
    ['a NUL inside text', Buffer.from('un\0deux')],
    ['control characters', Buffer.from('\x01\x02\x03\x04abc')],
    ['UTF-16 of an odd length', Uint8Array.of(0xff, 0xfe, 0x41)],
    ['mostly high bytes', Uint8Array.from({ length: 200 }, (_, index) => 0x80 + (index % 100))],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeText(bytes)).toThrow(expect.objectContaining({ code: 'file_not_text' }));
  });

  it('gives back any text without control characters that was encoded in UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(!/\p{C}/u.test(text));
        expect(decodeText(Buffer.from(text)).text).toBe(text.replace(/^\uFEFF/, ''));
      }),
      { seed: 3 },
    );
  });
});
