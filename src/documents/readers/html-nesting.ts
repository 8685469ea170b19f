/**
 * Elements that close by themselves where the HTML standard says so, and elements without content: however many are
 * left open, they do not nest.
 */
const DO_NOT_NEST = new Set(
  (
    'p li dt dd tr td th thead tbody tfoot caption colgroup option optgroup rt rp html head body ' +
    'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'
  ).split(' '),
);

/**
 * The standard's formatting elements but `a`: left open they are opened again in each further block, all of them. The
 * text is the same without.
 */
const FORMATTING = new Set('b big code em font i nobr s small strike strong tt u'.split(' '));

/** Their content is not markup. */
const RAW_TEXT = new Set('script style textarea title xmp iframe noembed noframes noscript'.split(' '));

/** Browsers stop at 512 levels; pages that people write stay below 100. */
const MAX_LEVELS = 256;

const TAG_NAME = /[a-z][a-z0-9:-]*/iy;

/**
 * The same page with every element below some 256 levels opened up, and without formatting tags: parsers of HTML look
 * through the open elements at each tag, so that a megabyte of nested tags would take hours. One pass, linear time.
 */
export function limitNesting(html: string): string {
  const kept: string[] = [];
  let keptUntil = 0;
  let levels = 0;
  let dropped = 0;
  let position = html.indexOf('<');
  while (position !== -1) {
    const tag = readTag(html, position);
    if (tag === null) break;
    let drop = FORMATTING.has(tag.name);
    if (!drop && tag.name !== '' && !DO_NOT_NEST.has(tag.name)) {
      if (tag.isEnd) {
        drop = dropped > 0;
        if (drop) dropped--;
        else levels = Math.max(0, levels - 1);
      } else {
        drop = levels >= MAX_LEVELS;
        if (drop) dropped++;
        else if (!tag.isRaw) levels++;
      }
    }
    if (drop) {
      kept.push(html.slice(keptUntil, position));
      keptUntil = tag.end;
    }
    position = html.indexOf('<', tag.end);
  }
  kept.push(html.slice(keptUntil));
  return kept.join('');
}

interface Tag {
  /** Lower case; empty for a comment or a `<` that opens nothing. */
  readonly name: string;
  readonly isEnd: boolean;
  /** Raw text up to and with its end tag. */
  readonly isRaw: boolean;
  readonly end: number;
}

/** The tag that starts at `position`, or null where it never ends. */
function readTag(html: string, position: number): Tag | null {
  if (html.startsWith('<!--', position)) {
    const end = html.indexOf('-->', position + 4);
    return end === -1 ? null : { name: '', isEnd: false, isRaw: false, end: end + 3 };
  }
  const isEnd = html.charAt(position + 1) === '/';
  TAG_NAME.lastIndex = position + (isEnd ? 2 : 1);
  const name = TAG_NAME.exec(html)?.[0].toLowerCase();
  if (name === undefined) return { name: '', isEnd, isRaw: false, end: position + 1 };
  const close = html.indexOf('>', position);
  if (close === -1) return null;
  if (isEnd || !RAW_TEXT.has(name)) return { name, isEnd, isRaw: false, end: close + 1 };
  const end = new RegExp(`</${name}[\\s/>]`, 'gi');
  end.lastIndex = close;
  const endTag = end.exec(html);
  return endTag === null ? null : { name, isEnd, isRaw: true, end: endTag.index + endTag[0].length };
}
