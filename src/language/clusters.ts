import type { Span } from '../domain.ts';
import { APOSTROPHES, classAt, endOfRun, OTHER } from './characters.ts';
import { fold } from './normalise.ts';
import { LONGEST_WORD } from './stem.ts';

/** Runs of letters and digits held together by apostrophes, hyphens, points and the like. */
export interface Cluster {
  readonly end: number;
  readonly groups: readonly Group[];
}

/** What is read as one compound; most often a single part. */
export interface Group extends Span {
  readonly parts: readonly Part[];
  /** The compound as one word, at the position of its first part. */
  readonly joined: { readonly text: string; readonly kind: 'joined' | 'exact' } | null;
}

export interface Part extends Span {
  readonly kind: 'plain' | 'elided';
}

interface Run extends Span {
  /** The character before this run that ties it to the run before; empty for the first. */
  readonly link: string;
}

const HYPHENS = '-‐‑';
const INTERPUNCTS = '·⋅•‧';
const LINKS = Uint8Array.from({ length: 0x10000 }, (_, unit) =>
  `${APOSTROPHES}${HYPHENS}${INTERPUNCTS}.&_@`.includes(String.fromCharCode(unit)) ? 1 : 0,
);
const MOST_PARTS_JOINED = 6;

const ELIDED = new Set('c d j l m n s t qu jusqu lorsqu puisqu quoiqu quelqu'.split(' '));
const CONTRACTED = new Set('t ll re ve d m'.split(' '));
const WHOLE_BEFORE_APOSTROPHE = new Set(['aujourd', 'prud']);
/** Pronouns and particles that French hangs on a verb or a demonstrative: « peut-on », « a-t-il », « celui-ci ». */
const CLITICS = new Set('je tu t il elle on nous vous ils elles ce le la les lui leur y en moi toi ci'.split(' '));
const INCLUSIVE_ENDING = /^(?:e|es|s|ne|nes|le|les|te|tes|rice|rices|euse|euses|ère|ères|ve|ves|se|ses|sse|sses)$/;
/** After a hyphen the longer ones are pronouns: « donne-le ». */
const HYPHENATED_ENDING = /^(?:e|es|s)$/;
const EMAIL = /^[\p{L}\p{N}._&'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u;
const LOWER_CASE_LABEL = /^\p{Ll}{2,24}$/u;
const CAPITAL = /^\p{Lu}$/u;

/**
 * The cluster whose first run stands from `start` to `end`, or null when nothing ties it to what follows. An elided
 * word is a cluster by itself. Linear in the cluster's length.
 */
export function readCluster(text: string, start: number, end: number): Cluster | null {
  if (!isLink(text, end)) return null;
  if (APOSTROPHES.includes(text.charAt(end)) && ELIDED.has(foldRun(text, { start, end }))) {
    return { end: end + 1, groups: [{ start, end, parts: [{ start, end, kind: 'elided' }], joined: null }] };
  }
  const runs: Run[] = [{ start, end, link: '' }];
  let last = end;
  while (isLink(text, last)) {
    const link = text.charAt(last);
    const runStart = last + 1;
    last = endOfRun(text, runStart);
    runs.push({ start: runStart, end: last, link });
  }
  return { end: last, groups: readEmail(text, runs) ?? readGroups(text, runs) };
}

function isLink(text: string, index: number): boolean {
  return LINKS[text.charCodeAt(index)] === 1 && classAt(text, index) === OTHER && classAt(text, index + 1) !== OTHER;
}

function readEmail(text: string, runs: readonly Run[]): Group[] | null {
  const first = runs[0];
  const last = runs.at(-1);
  if (!first || !last || last.end - first.start > 254 || !runs.some((run) => run.link === '@')) return null;
  const address = text.slice(first.start, last.end);
  if (!EMAIL.test(address)) return null;
  const parts = runs.map((run) => ({ start: run.start, end: run.end, kind: 'plain' as const }));
  return [{ start: first.start, end: last.end, parts, joined: { text: fold(address), kind: 'exact' } }];
}

function readGroups(text: string, runs: readonly Run[]): Group[] {
  const groups: Group[] = [];
  let index = 0;
  while (index < runs.length) {
    const { members, next, elided } = gatherGroup(text, runs, index);
    groups.push(buildGroup(text, members, elided));
    index = next;
  }
  return groups;
}

/** The runs that make one compound from `first` on, without possessive and inclusive endings, and where to go on. */
function gatherGroup(text: string, runs: readonly Run[], first: number) {
  const members: Run[] = [];
  let next = first;
  for (let run = runs[next]; run; run = runs[next]) {
    const previous = members.at(-1);
    if (previous && APOSTROPHES.includes(run.link)) {
      const left = foldRun(text, previous);
      const right = foldRun(text, run);
      if (members.length === 1 && ELIDED.has(left)) return { members, next, elided: true };
      if (right === 's') return { members, next: next + 1, elided: false };
      if (CONTRACTED.has(right) || WHOLE_BEFORE_APOSTROPHE.has(left)) {
        members[members.length - 1] = { ...previous, end: run.end };
        next++;
        continue;
      }
    }
    if (run.link === '@' && previous) return { members, next, elided: false };
    if (!previous || !isInclusiveEnding(text, previous, run)) members.push(run);
    next++;
  }
  return { members, next, elided: false };
}

function foldRun(text: string, run: Span): string {
  return run.end - run.start > LONGEST_WORD ? '' : fold(text.slice(run.start, run.end));
}

function isInclusiveEnding(text: string, previous: Run, run: Run): boolean {
  if (run.end - run.start > 5 || previous.end - previous.start < 3) return false;
  const ending = text.slice(run.start, run.end).normalize('NFC');
  if (HYPHENS.includes(run.link)) return HYPHENATED_ENDING.test(ending);
  return (INTERPUNCTS.includes(run.link) || run.link === '.') && INCLUSIVE_ENDING.test(ending);
}

function buildGroup(text: string, members: readonly Run[], elided: boolean): Group {
  const start = members[0]?.start ?? 0;
  const end = members.at(-1)?.end ?? start;
  const parts = members.map((run): Part => ({ start: run.start, end: run.end, kind: elided ? 'elided' : 'plain' }));
  if (members.length === 1 || members.length > MOST_PARTS_JOINED || end - start > LONGEST_WORD) {
    return { start, end, parts, joined: null };
  }
  if (isAcronym(text, members)) return { start, end, parts: [], joined: { text: join(text, members), kind: 'joined' } };
  return { start, end, parts, joined: joinCompound(text, members, start, end) };
}

/** S.N.C.F., R&D: letters by themselves say nothing, so only the whole is kept. */
function isAcronym(text: string, members: readonly Run[]): boolean {
  return members.every(
    (run) => CAPITAL.test(text.slice(run.start, run.end)) && (run.link === '' || run.link === '.' || run.link === '&'),
  );
}

function joinCompound(text: string, members: readonly Run[], start: number, end: number): Group['joined'] {
  if (members.some((run) => run.link === '.')) {
    const last = members.at(-1);
    const isHostName =
      last !== undefined && last.link === '.' && LOWER_CASE_LABEL.test(text.slice(last.start, last.end));
    return isHostName ? { text: fold(text.slice(start, end)), kind: 'exact' } : null;
  }
  const kept = dropClitics(text, members);
  return kept.length > 1 ? { text: join(text, kept), kind: 'joined' } : null;
}

function dropClitics(text: string, members: readonly Run[]): readonly Run[] {
  let count = members.length;
  for (let run = members[count - 1]; run && count > 1; run = members[count - 1]) {
    if (!HYPHENS.includes(run.link) || !CLITICS.has(text.slice(run.start, run.end))) break;
    count--;
  }
  return members.slice(0, count);
}

function join(text: string, runs: readonly Run[]): string {
  return runs.map((run) => text.slice(run.start, run.end)).join('');
}
