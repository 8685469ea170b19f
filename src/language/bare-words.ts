import { fold } from './normalise.ts';

const NO_WORD = /[^\p{L}\p{N}]+/u;

/** All words of a text, function words too, without marks, capitals and accents, one space between them. */
export function bareWords(text: string): string {
  return fold(text).split(NO_WORD).filter(Boolean).join(' ');
}
