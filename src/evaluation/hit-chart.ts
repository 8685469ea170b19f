import type { GroupedFigures } from './figures.ts';
import { drawSvg, escapeXml, fixed } from './svg.ts';

const RANKS = [1, 3, 5, 10] as const;
const WIDTH = 560;
const HEIGHT = 320;
const PLOT = { left: 48, right: WIDTH - 16, top: 44, bottom: HEIGHT - 40 };
/** Okabe & Ito's colours, told apart by most people with colour blindness. */
const COLOURS = { all: '#555555', fr: '#0072b2', en: '#d55e00' } as const;

type Group = keyof typeof COLOURS;

/**
 * A picture of the share of queries with a relevant hit among the first 1, 3, 5 and 10, as bars for all queries and
 * each language (SVG, no scripts, no fonts of its own).
 *
 * @param words the title, and the groups' names
 */
export function drawHitChart(figures: GroupedFigures, words: Readonly<Record<'title' | Group, string>>): string {
  const groups = (['all', 'fr', 'en'] as const).filter((group) => figures[group].queries > 0);
  // One language alone is all queries: the same bars twice say nothing.
  const shown = groups.length === 2 ? groups.slice(1) : groups;
  const slot = (PLOT.right - PLOT.left) / RANKS.length;
  const bar = Math.min(48, (slot - 16) / shown.length);
  const y = (share: number) => PLOT.bottom - share * (PLOT.bottom - PLOT.top);
  const bars = RANKS.flatMap((rank, column) =>
    shown.map((group, index) => {
      const share = figures[group][`hit@${rank}`] ?? 0;
      const x = PLOT.left + slot * (column + 0.5) + bar * (index - shown.length / 2);
      return (
        `<rect x="${fixed(x + 1)}" y="${fixed(y(share))}" width="${fixed(bar - 2)}" height="${fixed(PLOT.bottom - y(share))}" fill="${COLOURS[group]}"/>` +
        `<text x="${fixed(x + bar / 2)}" y="${fixed(y(share) - 4)}" text-anchor="middle" font-size="11">${share.toFixed(2)}</text>`
      );
    }),
  );
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${fixed(y(share))}" y2="${fixed(y(share))}" stroke="#dddddd"/>` +
      `<text x="${PLOT.left - 8}" y="${fixed(y(share) + 4)}" text-anchor="end">${share.toFixed(2)}</text>`,
  );
  const ranks = RANKS.map(
    (rank, column) =>
      `<text x="${fixed(PLOT.left + slot * (column + 0.5))}" y="${PLOT.bottom + 20}" text-anchor="middle">hit@${rank}</text>`,
  );
  const legend = shown.map((group, index) => {
    const x = PLOT.left + index * 120;
    return `<rect x="${x}" y="12" width="12" height="12" fill="${COLOURS[group]}"/><text x="${x + 18}" y="22">${escapeXml(words[group])}</text>`;
  });
  return drawSvg(WIDTH, HEIGHT, words.title, [...grid, ...bars, ...ranks, ...legend]);
}
