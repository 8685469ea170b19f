import { SourcierError } from '../errors.ts';
import { toCanonical } from '../language/normalise.ts';

/** Bytes; the limit of common file systems is 255, and a temporary name is a little longer. */
const LONGEST_NAME_BYTES = 200;

/**
 * The name under which an uploaded file is kept: the last part of the path given (`../../x.pdf` is `x.pdf`), without
 * control and invisible characters, characters that some file systems refuse, and leading dots.
 *
 * @throws {SourcierError} `file_name_invalid` where nothing usable is left
 */
export function normaliseUploadName(fileName: string): string {
  const lastPart = fileName.split(/[/\\]/).at(-1) ?? '';
  const name = toCanonical(withoutMiddle(lastPart))
    .replace(/[\n\t<>:"|?*]/g, ' ')
    .replace(/[\s.]+$/u, '')
    .replace(/^[\s.]+/u, '')
    .replace(/\s+/gu, ' ');
  const shortened = shorten(name);
  if (!/[\p{L}\p{N}]/u.test(shortened)) throw new SourcierError('file_name_invalid');
  return shortened;
}

/** No name is that long: what comes after need not bear a megabyte. */
function withoutMiddle(name: string): string {
  return name.length <= 1_000 ? name : name.slice(0, 500) + name.slice(-20);
}

/** Keeps the extension. */
function shorten(name: string): string {
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  let stem = name.slice(0, name.length - extension.length);
  while (Buffer.byteLength(stem + extension) > LONGEST_NAME_BYTES) stem = Array.from(stem).slice(0, -1).join('');
  return stem + extension;
}
