import { endsSentence, startsLowerCase } from '../line-marks.ts';
import { type Group, hasRoomFor, isSameSize, type LineGroup } from './groups.ts';
import type { BodyStyle, Line } from './lines.ts';

/** Text much smaller than the body's is a note or a caption, which stands between the halves of a paragraph. */
function isNote(group: Group, body: BodyStyle): boolean {
  return group.kind !== 'table' && (group.lines[0]?.size ?? body.size) < 0.92 * body.size;
}

const MOST_GROUPS_BETWEEN = 8;

/**
 * Joins paragraphs and items that go on in the next column or page, and those that a change of font cut. What stands
 * between the halves goes before the whole where it is on the page of the first half, and after it otherwise, so that
 * pages stay in order.
 */
export function joinContinued(groups: readonly Group[], body: BodyStyle): Group[] {
  const joined: Group[] = [];
  for (const group of groups) {
    const half = findFirstHalf(joined, group, body);
    if (half === null || group.kind === 'table') {
      joined.push(group);
      continue;
    }
    const index = joined.lastIndexOf(half);
    for (const line of group.lines) half.lines.push(line);
    const between = joined.splice(index + 1);
    const before = between.filter((one) => pageOf(one) < (group.lines[0]?.page ?? 0));
    joined.splice(index, 1, ...before, half, ...between.filter((one) => !before.includes(one)));
  }
  return joined;
}

function pageOf(group: Group): number {
  return group.kind === 'table' ? group.page : (group.lines[0]?.page ?? 0);
}

function findFirstHalf(before: readonly Group[], group: Group, body: BodyStyle): LineGroup | null {
  if (group.kind !== 'paragraph' || isNote(group, body)) return null;
  const line = group.lines[0];
  for (let index = before.length - 1; index >= Math.max(0, before.length - MOST_GROUPS_BETWEEN); index--) {
    const candidate = before[index];
    if (candidate === undefined || line === undefined) return null;
    if (candidate.kind === 'heading') return null;
    if (candidate.kind === 'table' || isNote(candidate, body)) continue;
    return goesOn(candidate, line) ? candidate : null;
  }
  return null;
}

/** A sentence that has not ended goes on in a word without a capital, or in any word where the line was full. */
function goesOn({ lines }: LineGroup, next: Line): boolean {
  const last = lines.at(-1);
  if (last === undefined || endsSentence(last.text) || next.mark !== null) return false;
  if (!isSameSize(last, next)) return false;
  if (startsLowerCase(next.text) || /\p{L}[-‐]$/u.test(last.text)) return true;
  const isElsewhere = last.page !== next.page || next.baseline < last.baseline;
  return isElsewhere && /^[\p{L}\p{N}«“"(]/u.test(next.text) && !hasRoomFor(last, next);
}
