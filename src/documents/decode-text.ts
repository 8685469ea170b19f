import { SourcierError } from '../errors.ts';

export interface DecodedText {
  readonly text: string;
  /** A label of the WHATWG Encoding Standard. */
  readonly encoding: string;
  /** Neither the file nor its form says the encoding: it was the best guess. */
  readonly guessed: boolean;
}

/**
 * The text of a file, its encoding told by a byte order mark, by what the file declares (`declared`, a label of the
 * WHATWG Encoding Standard), by zero bytes (UTF-16), by being valid UTF-8, or else guessed to be Windows-1252.
 *
 * @throws {SourcierError} `file_not_text` where no encoding makes it text
 */
export function decodeText(bytes: Uint8Array, declared: string | null = null): DecodedText {
  const decoded = decodeMarked(bytes) ?? decodeDeclared(bytes, declared) ?? decodeUnmarked(bytes);
  if (decoded === null || !looksLikeText(decoded.text)) throw new SourcierError('file_not_text');
  return decoded;
}

function decodeMarked(bytes: Uint8Array): DecodedText | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return decodeUtf8(bytes);
  if (first === 0xff && second === 0xfe) return decodeStrictly(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decodeStrictly(bytes, 'utf-16be');
  return null;
}

/** A declaration that the bytes belie is passed over, and so is UTF-16: what declares it in ASCII is not UTF-16. */
function decodeDeclared(bytes: Uint8Array, declared: string | null): DecodedText | null {
  if (declared === null || /^utf-?16/i.test(declared.trim())) return null;
  return decodeStrictly(bytes, declared);
}

function decodeUnmarked(bytes: Uint8Array): DecodedText | null {
  const wide = wideEncoding(bytes);
  if (wide !== null) return decodeStrictly(bytes, wide);
  return decodeUtf8(bytes) ?? decodeWindows1252(bytes);
}

function decodeStrictly(bytes: Uint8Array, encoding: string): DecodedText | null {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    if (decoder.encoding === 'windows-1252') return { ...fromWindows1252(bytes), guessed: false };
    return { text: decoder.decode(bytes), encoding: decoder.encoding, guessed: false };
  } catch {
    return null;
  }
}

/** UTF-8, also where a few bytes are broken (a file cut inside a character): those become U+FFFD. */
function decodeUtf8(bytes: Uint8Array): DecodedText | null {
  const strict = decodeStrictly(bytes, 'utf-8');
  if (strict !== null) return strict;
  const { wellFormed, broken } = countUtf8Sequences(bytes);
  if (wellFormed <= broken) return null;
  return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'utf-8', guessed: true };
}

/** Sequences of two bytes and more. French in Windows-1252 hardly ever forms one by accident. */
function countUtf8Sequences(bytes: Uint8Array): { wellFormed: number; broken: number } {
  let wellFormed = 0;
  let broken = 0;
  for (let index = 0; index < bytes.length; index++) {
    const lead = bytes[index] ?? 0;
    if (lead < 0x80) continue;
    const following = lead >= 0xf0 && lead < 0xf5 ? 3 : lead >= 0xe0 ? 2 : 1;
    let found = 0;
    while (found < following && ((bytes[index + found + 1] ?? 0) & 0xc0) === 0x80) found++;
    if (lead >= 0xc2 && lead < 0xf5 && found === following) {
      wellFormed++;
      index += following;
    } else {
      broken++;
    }
  }
  return { wellFormed, broken };
}

const SAMPLED_BYTES = 4096;

/** Western text in UTF-16 has a zero in every other byte. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.floor(Math.min(bytes.length, SAMPLED_BYTES) / 2);
  let evenZeros = 0;
  let oddZeros = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (bytes[2 * pair] === 0) evenZeros++;
    if (bytes[2 * pair + 1] === 0) oddZeros++;
  }
  if (oddZeros > 0.4 * pairs && evenZeros < 0.05 * pairs) return 'utf-16le';
  if (evenZeros > 0.4 * pairs && oddZeros < 0.05 * pairs) return 'utf-16be';
  return null;
}

/** French has about one accented letter in twenty; a file with a third of such bytes is something else. */
const MAX_HIGH_BYTES = 0.3;

function decodeWindows1252(bytes: Uint8Array): DecodedText | null {
  let high = 0;
  for (const byte of bytes) if (byte >= 0x80) high++;
  if (high > MAX_HIGH_BYTES * bytes.length) return null;
  return { ...fromWindows1252(bytes), guessed: true };
}

/** The characters of the bytes 0x80 to 0x9F; the others are those of Latin-1. Five bytes mean nothing. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** By hand: the decoder of Node.js 20 takes Windows-1252 for Latin-1 and loses quotation marks, œ and €. */
function fromWindows1252(bytes: Uint8Array): Pick<DecodedText, 'text' | 'encoding'> {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const text = latin1.replace(/[\x80-\x9f]/g, (character) => WINDOWS_1252.charAt(character.charCodeAt(0) - 0x80));
  return { text, encoding: 'windows-1252' };
}

const MAX_UNPRINTABLE = 0.005;

/** No NUL, and hardly any other control character, private-use character or noncharacter. */
function looksLikeText(text: string): boolean {
  let unprintable = 0;
  for (const [character] of text.matchAll(/[^\t\n\v\f\r\x20-\x7e\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd]/g)) {
    if (character === '\0') return false;
    if (!/[\ud800-\udfff\u0085]/.test(character)) unprintable++;
  }
  return unprintable <= 1 + MAX_UNPRINTABLE * text.length;
}
