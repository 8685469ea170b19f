import { round } from './figures.ts';
import { mean } from './metrics.ts';

/** A probability that something is right, and whether it is. */
export interface Forecast {
  /** 0 to 1. */
  readonly confidence: number;
  readonly isRight: boolean;
}

/** Forecasts of one interval of confidence; the upper end belongs to the next, but for the last. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean. */
  readonly confidence: number;
  /** Share that is right. */
  readonly right: number;
}

export interface Reliability {
  readonly count: number;
  /**
   * Expected calibration error: the mean over the forecasts of how far the mean confidence of their bin is from the share
   * of it that is right (Naeini et al., AAAI 2015; Guo et al., ICML 2017), 0 to 1. Null where there are no forecasts.
   */
  readonly error: number | null;
  /** Bins that hold forecasts, the lowest confidence first. */
  readonly bins: readonly ReliabilityBin[];
}

const BINS = 10;

/** Does a confidence of 70 % mean right in 70 of 100 cases? In ten intervals of equal width. */
export function measureReliability(forecasts: readonly Forecast[]): Reliability {
  const bins = Array.from({ length: BINS }, (_, place) => {
    const inside = forecasts.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === place);
    return {
      from: place / BINS,
      to: (place + 1) / BINS,
      count: inside.length,
      confidence: mean(inside.map(({ confidence }) => confidence)),
      right: mean(inside.map(({ isRight }) => Number(isRight))),
    };
  }).filter(({ count }) => count > 0);
  const gaps = bins.map(({ count, confidence, right }) => count * Math.abs(confidence - right));
  return {
    count: forecasts.length,
    error: forecasts.length === 0 ? null : round(gaps.reduce((sum, gap) => sum + gap, 0) / forecasts.length, 4),
    bins: bins.map((bin) => ({ ...bin, confidence: round(bin.confidence, 4), right: round(bin.right, 4) })),
  };
}
