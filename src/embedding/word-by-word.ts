/**
 * Does a tokenizer give a word the same tokens wherever it stands? By what its tokenizer.json declares: it normalises
 * character by character, or at least never over a space, then cuts at spaces, then looks at each piece alone. Whatever
 * is not known to be so is taken not to be.
 */
export function worksWordByWord(description: unknown): boolean {
  if (!isObject(description) || !isObject(description.model)) return false;
  return (
    isLocalNormaliser(description.normalizer) &&
    cutsAtSpaces(description.pre_tokenizer) &&
    isPiecewiseModel(description.model) &&
    isPlain(description.added_tokens)
  );
}

type Settings = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Unicode's forms never compose over a space: it combines with no mark, and no letter is cased by what lies beyond. */
const LOCAL_NORMALISERS = new Set([
  'NFC',
  'NFD',
  'NFKC',
  'NFKD',
  'Lowercase',
  'StripAccents',
  'Strip',
  'BertNormalizer',
  'Precompiled',
]);

function isLocalNormaliser(settings: unknown): boolean {
  if (settings === null || settings === undefined) return true;
  if (!isObject(settings)) return false;
  if (settings.type === 'Sequence') {
    return Array.isArray(settings.normalizers) && settings.normalizers.every(isLocalNormaliser);
  }
  return settings.type === 'Replace' ? isLocalReplacement(settings) : LOCAL_NORMALISERS.has(settings.type as string);
}

/** A class of characters or a space, once or in runs. Anything longer may see what stands beyond a space. */
const CHARACTER_RUN = /^(\[(\\.|[^\]\\])+\]\+?|( |\\s)(\+|\{\d+,\})?)$/;

function isLocalReplacement({ pattern, content }: Settings): boolean {
  if (!isObject(pattern)) return false;
  if (typeof pattern.String === 'string') return !/\s/.test(pattern.String);
  // A run that holds spaces may only become one: anything else would join words.
  return typeof pattern.Regex === 'string' && CHARACTER_RUN.test(pattern.Regex) && content === ' ';
}

function cutsAtSpaces(settings: unknown): boolean {
  if (!isObject(settings)) return false;
  if (settings.type !== 'Sequence') return isCut(settings);
  const [first, ...others] = Array.isArray(settings.pretokenizers) ? settings.pretokenizers : [];
  return isCut(first) && others.every((step) => isCut(step) || isPiecewise(step));
}

function isCut(settings: unknown): boolean {
  return isObject(settings) && (settings.type === 'WhitespaceSplit' || settings.type === 'BertPreTokenizer');
}

function isPiecewise(settings: unknown): boolean {
  if (!isObject(settings)) return false;
  // The scheme `first` marks the first word only.
  if (settings.type === 'Metaspace') return (settings.prepend_scheme ?? 'always') === 'always';
  return settings.type === 'Punctuation' || settings.type === 'Digits';
}

function isPiecewiseModel({ type, fuse_unk: fuses }: Settings): boolean {
  return type === 'WordPiece' || type === 'Unigram' || (type === 'BPE' && fuses !== true);
}

/** Tokens that a text can name must lie within words. */
function isPlain(added: unknown): boolean {
  return Array.isArray(added) && added.every((token) => isObject(token) && !/\s/.test(String(token.content)));
}
