/** Word processors and print drivers fill these properties in by themselves; such values say nothing of the document. */

const PROGRAM_TITLE =
  /^(?:microsoft (?:word|powerpoint|excel|office)\b|powerpoint\b|présentation powerpoint|document\s?\d*$|doc\s?\d+$|(?:sans titre|untitled|titre|title)\s?\d*$)/i;
const FILE_NAME =
  /^\S*\.(?:docx?|odt|rtf|pptx?|xlsx?|indd|qxd|qxp|pdf|tex|dvi|html?|fm|pub)$|\.(?:docx?|indd|qxd|qxp|pptx?)$/i;
const ACCOUNT_NAME =
  /^(?:admin(?:istrat(?:or|eur))?|user|utilisateur|owner|propriétaire|windows user|utilisateur windows|utilisateur de microsoft office|microsoft office user|un-?named|unknown|inconnu|author|auteur|python-docx|\d+)$/i;

export function isUsefulTitle(title: string): boolean {
  return /\p{L}{2}/u.test(title) && !PROGRAM_TITLE.test(title) && !FILE_NAME.test(title);
}

export function isUsefulAuthor(author: string): boolean {
  return /\p{L}{2}/u.test(author) && !ACCOUNT_NAME.test(author);
}
