import { bareWords } from './bare-words.ts';

const HEADING =
  /^(?:\d+ )*(?:(?:notes|sources|liens) (?:et|and) )?(?:sources|references|bibliographie|bibliography|webographie|sitographie|works cited)(?: (?:bibliographiques|documentaires|consultees|citees|utilisees|consulted|cited))?$/;

/** Whether a heading opens a list of the documents that a text was written from, in French or English. */
export function opensListOfSources(heading: string): boolean {
  return HEADING.test(bareWords(heading));
}
