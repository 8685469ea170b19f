const VOWELS = 'aàâeéèêëiîïoôuùûüyœæ';
const INSEPARABLE = new Set([
  'bl',
  'br',
  'ch',
  'cl',
  'cr',
  'dr',
  'fl',
  'fr',
  'gl',
  'gn',
  'gr',
  'ph',
  'pl',
  'pr',
  'rh',
  'th',
  'tr',
  'vr',
]);
const SHORTEST_PART = 3;

/**
 * Where a French word may be cut at the end of a line: positions in the word, ascending, with at least three letters on
 * either side. The rules of print: a consonant between two vowels goes with the second, of several consonants the last
 * one does, and a consonant followed by l, r or h, or gn, is not parted. Names, acronyms, words with a hyphen or a
 * digit, and the letter x between vowels are never cut.
 */
export function hyphenationPoints(word: string): number[] {
  const [, elision = '', letters = ''] = /^([«(\u00A0]*(?:\p{L}{1,6}’)?)(\p{Ll}+)[\p{P}\u00A0]*$/u.exec(word) ?? [];
  const points: number[] = [];
  for (const cluster of letters.matchAll(new RegExp(`(?<=[${VOWELS}])[^${VOWELS}]+(?=[${VOWELS}])`, 'g'))) {
    const consonants = cluster[0];
    if (consonants === 'x') continue;
    const carried = INSEPARABLE.has(consonants.slice(-2)) ? 2 : 1;
    const point = cluster.index + consonants.length - carried;
    if (point >= SHORTEST_PART && letters.length - point >= SHORTEST_PART) points.push(elision.length + point);
  }
  return points;
}
