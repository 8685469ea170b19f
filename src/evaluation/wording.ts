/** How texts are compared where typography is nobody's fault: the rules by which answers are judged, in one place. */

/** Typographic quotation marks and apostrophes as on a keyboard, white space as single spaces. */
export function tidyWording(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[’ʼ]/g, "'")
    .replace(/[«»“”]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();
}

/** As `tidyWording`, without marks of Markdown and in lower case. */
export function foldWording(text: string): string {
  return tidyWording(text.replace(/[*_#>]/g, '')).toLowerCase();
}

/** The words of a text, folded: runs of letters and digits. */
export function listWords(text: string): string[] {
  return foldWording(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
