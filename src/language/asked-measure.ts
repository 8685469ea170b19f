import { BoundedMemo } from './bounded-memo.ts';
import type { Dimension } from './measure-units.ts';

/** What a question of the kind `measure` asks for. */
export interface AskedMeasure {
  /** Any of these; none where its words do not say, as with « taille ». */
  readonly dimensions: readonly Dimension[];
  /** What else may answer: any number, as to « taille » and "how large"; a share or an amount, as to « poids » and "how high". */
  readonly orElse: 'number' | 'share' | null;
}

type Row = readonly [asking: RegExp, dimensions: readonly Dimension[], orElse: AskedMeasure['orElse']];

/** On folded text, first match wins. */
const ROWS: readonly Row[] = [
  [/\bcombien (?:de |d')(?:kilo)?metres carres\b|\bcombien d'(?:hectares|acres)\b/, ['area'], null],
  [/\bcombien de (?:km|(?:kilo|centi|milli)?metres|miles|pieds)\b/, ['length'], null],
  [/\bcombien de (?:tonnes|kilos?|kilogrammes|grammes)\b/, ['mass'], null],
  [/\bcombien de (?:litres|hectolitres|metres cubes)\b/, ['volume'], null],
  [/\bcombien de degres\b/, ['temperature'], null],
  [/\bhow many (?:square (?:miles|feet|met(?:re|er)s|kilomet(?:re|er)s)|hectares|acres)\b/, ['area'], null],
  [/\bhow many (?:km|(?:kilo|centi|milli)?met(?:re|er)s|miles|feet|inches)\b/, ['length'], null],
  [/\bhow many (?:tons|tonnes|kilos?|kilograms|grams|pounds)\b/, ['mass'], null],
  [/\bhow many (?:lit(?:re|er)s|gallons|cubic met(?:re|er)s)\b/, ['volume'], null],
  [/\bhow many degrees\b/, ['temperature'], null],
  [/\b(?:combien pes\p{L}*|how much (?:do|does|did) .+ weigh|how heavy)\b/u, ['mass'], null],
  [/\b(?:poids|masse|weight|mass)\b/, ['mass'], 'share'],
  [/\b(?:combien mesur\p{L}*|how (?:tall|long|wide|thick|far))\b/u, ['length'], null],
  [/\b(?:how (?:high|deep)|hauteur|profondeur|height|depth)\b/, ['length'], 'share'],
  [/\b(?:longueur|largeur|altitude|distance|diametre|epaisseur|length|width|diameter|elevation)\b/, ['length'], null],
  [/\b(?:superficie|surface|area)\b/, ['area'], null],
  [/\b(?:vitesse|speed|how fast)\b/, ['speed', 'data rate'], null],
  [/\b(?:temperature|how (?:hot|cold|warm))\b/, ['temperature'], null],
  [/\b(?:puissance|power|powerful)\b/, ['power'], 'number'],
];
/** « Taille », « capacité », "how large", "how much water". */
const ANYTHING: AskedMeasure = { dimensions: [], orElse: 'number' };

const REMEMBERED_QUESTIONS = 100;
const readings = new BoundedMemo(REMEMBERED_QUESTIONS, (foldedQuestion): AskedMeasure => {
  const row = ROWS.find(([asking]) => asking.test(foldedQuestion));
  return row === undefined ? ANYTHING : { dimensions: row[1], orElse: row[2] };
});

/** What a question of the kind `measure`, as `fold` gives it, asks to be told. */
export function readAskedMeasure(foldedQuestion: string): AskedMeasure {
  return readings.get(foldedQuestion);
}

const DIMENSION_WORD =
  /^(?:haut|long|larg|profond|epais|diametr|altitud|distanc|superfic|surfac|poids|pes|mass|vitess|temperatur|puissan|capacit|volum|heigh|high|tall|length|wid|deep|depth|thick|far$|elevat|area|weigh|heavy|speed|fast|hot$|cold|warm|power)/;

/** Whether a word, folded, says what is measured, as in « quelle est la hauteur de … » and "how deep is …". */
export function saysWhatIsMeasured(foldedWord: string): boolean {
  return DIMENSION_WORD.test(foldedWord);
}
