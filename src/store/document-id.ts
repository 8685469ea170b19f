import { createHash } from 'node:crypto';
import { fold } from '../language/normalise.ts';

/** A path that its id gives back: plain segments without `--`, and without `-` where segments meet. */
const REVERSIBLE = /^(?!.*(--|-\/|\/-))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;

/**
 * The id of a document: its path inside the corpus folder (`/` between segments), made safe for URLs. Folders are
 * joined by `--`, accents folded, other characters replaced by `-`; where something was lost by that, eight digits of
 * the path's SHA-256 make the id unique. It depends on the path alone, never on the other documents: a link to a
 * document must not come to mean another one.
 */
export function documentId(path: string): string {
  const canonical = path.normalize('NFC');
  if (REVERSIBLE.test(canonical)) return canonical.replaceAll('/', '--');
  const readable = canonical
    .split('/')
    .map((segment) => replaceUnsafe(segment))
    .join('--');
  const digest = createHash('sha256').update(canonical).digest('hex').slice(0, 8);
  return `${readable}-${digest}`;
}

/** `fold` also lowers the case, which ids keep: only what is not ASCII is folded. */
function replaceUnsafe(segment: string): string {
  return segment
    .replace(/[^\0-\x7f]+/g, foldKeepingCase)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function foldKeepingCase(characters: string): string {
  return Array.from(characters, (character) => {
    const folded = fold(character);
    const isUpper = character !== character.toLowerCase();
    return isUpper ? folded.charAt(0).toUpperCase() + folded.slice(1) : folded;
  }).join('');
}
