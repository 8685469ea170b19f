const LIGATURES: ReadonlyMap<string, string> = new Map([
  ['\uFB00', 'ff'],
  ['\uFB01', 'fi'],
  ['\uFB02', 'fl'],
  ['\uFB03', 'ffi'],
  ['\uFB04', 'ffl'],
  ['\uFB05', 'st'],
  ['\uFB06', 'st'],
]);

/** The typographic ligatures ﬁ, ﬂ, ﬀ and their like; other compatibility characters (², ½) say something. */
export function spellOutLigatures(text: string): string {
  return text.replace(/[\uFB00-\uFB06]/g, (ligature) => LIGATURES.get(ligature) ?? ligature);
}

/** Spacing accents and the combining marks that mean the same. */
const COMBINING: ReadonlyMap<string, string> = new Map([
  ['\u00B4', '\u0301'],
  ['\u02CA', '\u0301'],
  ['`', '\u0300'],
  ['\u02CB', '\u0300'],
  ['\u02C6', '\u0302'],
  ['\u00A8', '\u0308'],
  ['\u00B8', '\u0327'],
  ['\u02DC', '\u0303'],
]);

const ACCENT_BEFORE = /([\u00B4\u02CA`\u02CB\u02C6\u00A8\u00B8\u02DC]) ?([a-zA-Z\u0131])/g;
const ACCENT_AFTER = /([cC])\u00B8/g;

/**
 * Accents that a typesetter such as TeX drew as characters of their own: `aoˆut` → août, `pr´elev´ee` → prélevée,
 * `fran¸cais` → français. A grave accent that also closes (`code`) is a quotation mark.
 */
export function composeAccents(text: string): string {
  if (!/[\u00B4\u02CA`\u02CB\u02C6\u00A8\u00B8\u02DC]/.test(text)) return text;
  const quotesCode = /`[^`]*`/.test(text) && !/[a-z]`[aeu]/.test(text);
  const composed = text.replace(ACCENT_BEFORE, (whole, accent: string, letter: string) => {
    if (accent === '`' && quotesCode) return whole;
    const mark = COMBINING.get(accent) ?? '';
    const character = ((letter === '\u0131' ? 'i' : letter) + mark).normalize('NFC');
    return character.length === 1 ? character : whole;
  });
  return composed.replace(ACCENT_AFTER, (_, letter: string) => (letter === 'c' ? 'ç' : 'Ç'));
}
