import { type GatePoint, type GateRates, type JudgedCase, ratesAt } from './gate-rates.ts';
import type { PublishedRates } from './published-rates.ts';
import { drawSvg, escapeXml, fixed } from './svg.ts';

const SIZE = 400;
const PLOT = { left: 56, right: SIZE - 16, top: 64, bottom: SIZE - 52 };
/** Okabe & Ito's colours, told apart by most people with colour blindness. */
const COLOURS = { answerer: '#0072b2', question: '#d55e00', published: '#777777' } as const;

export interface GateChart {
  readonly cases: readonly JudgedCase[];
  /** As the answerer decides. */
  readonly rates: GateRates;
  /** As judged by the question alone; may be empty. */
  readonly byQuestion: readonly JudgedCase[];
  readonly published: readonly PublishedRates[];
}

export interface GateChartWords extends Readonly<Record<keyof typeof COLOURS, string>> {
  readonly title: string;
  readonly hallucination: string;
  readonly error: string;
}

/**
 * A picture of what every threshold gets: hallucination against error, with a point for where the answerer stands and one
 * for each published model. Nearer to the lower left is better; the diagonal is chance (SVG).
 */
export function drawGateChart({ cases, rates, byQuestion, published }: GateChart, words: GateChartWords): string {
  const x = (error: number) => fixed(PLOT.left + error * (PLOT.right - PLOT.left));
  const y = (hallucination: number) => fixed(PLOT.bottom - hallucination * (PLOT.bottom - PLOT.top));
  const line = (points: readonly GateRates[], colour: string, dashes: string) =>
    `<polyline points="${points.map(({ error, hallucination }) => `${x(error)},${y(hallucination)}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"${dashes}/>`;
  const dot = ({ error, hallucination }: GateRates | PublishedRates, radius: number, colour: string, name: string) =>
    `<circle cx="${x(error)}" cy="${y(hallucination)}" r="${radius}" fill="${colour}"><title>${escapeXml(name)}</title></circle>`;
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${y(share)}" y2="${y(share)}" stroke="#dddddd"/>`,
    `<line x1="${x(share)}" x2="${x(share)}" y1="${PLOT.top}" y2="${PLOT.bottom}" stroke="#dddddd"/>`,
    `<text x="${PLOT.left - 8}" y="${fixed(Number(y(share)) + 4)}" text-anchor="end">${share.toFixed(2)}</text>`,
    `<text x="${x(share)}" y="${PLOT.bottom + 18}" text-anchor="middle">${share.toFixed(2)}</text>`,
  ]);
  const legend = (['answerer', 'question', 'published'] as const)
    .filter((part) => (part === 'question' ? byQuestion : part === 'published' ? published : cases).length > 0)
    .map((part, place) => {
      const top = 8 + 18 * place;
      return `<rect x="${PLOT.left}" y="${top}" width="12" height="12" fill="${COLOURS[part]}"/><text x="${PLOT.left + 18}" y="${top + 10}">${escapeXml(words[part])}</text>`;
    });
  return drawSvg(SIZE, SIZE, words.title, [
    ...ticks,
    `<text x="${(PLOT.left + PLOT.right) / 2}" y="${SIZE - 12}" text-anchor="middle">${escapeXml(words.error)}</text>`,
    `<text transform="translate(14 ${(PLOT.top + PLOT.bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeXml(words.hallucination)}</text>`,
    `<line x1="${x(0)}" y1="${y(1)}" x2="${x(1)}" y2="${y(0)}" stroke="#aaaaaa"/>`,
    ...published.map((row) => dot(row, 4, COLOURS.published, row.model)),
    ...(byQuestion.length === 0 ? [] : [line(traceAll(byQuestion), COLOURS.question, ' stroke-dasharray="5 4"')]),
    line(traceAll(cases), COLOURS.answerer, ''),
    dot(rates, 6, COLOURS.answerer, words.answerer),
    ...legend,
  ]);
}

/** The rates at every threshold at which they change, from answering all to refusing all. */
function traceAll(cases: readonly JudgedCase[]): GatePoint[] {
  const probabilities = cases.map(({ probability }) => probability);
  const thresholds = [...new Set([0, ...probabilities, Number.POSITIVE_INFINITY])].sort((one, other) => one - other);
  return thresholds.map((threshold) => ratesAt(cases, threshold));
}
