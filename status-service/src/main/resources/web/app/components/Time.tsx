import React, { useEffect, useState } from 'react';

const STEPS: [number, Intl.RelativeTimeFormatUnit, number][] = [
  [60, 'second', 1], [3600, 'minute', 60], [86400, 'hour', 3600], [86400 * 45, 'day', 86400], [86400 * 400, 'month', 86400 * 30], [Infinity, 'year', 86400 * 365],
];
const WORDS = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

/** How long ago, or how soon, in the largest fitting unit. */
export function relative(at: string, now = Date.now()) {
  const seconds = (Date.parse(at) - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 2) return 'just now';
  const [, unit, length] = STEPS.find(([limit]) => size < limit)!;
  const amount = Math.trunc(seconds / length);
  return unit === 'second' || Math.abs(amount) > 1
    ? new Intl.RelativeTimeFormat('en').format(amount, unit)
    : WORDS.format(amount, unit);
}

export const exact = (at: string) => EXACT.format(new Date(at));

const tickers = new Set<() => void>();
let ticking = 0;

/** Draws again every few seconds, all at the same moment. */
export function useTick(active = true) {
  const [, draw] = useState(0);
  useEffect(() => {
    if (!active) return;
    const tick = () => draw(n => n + 1);
    tickers.add(tick);
    if (!ticking) ticking = window.setInterval(() => tickers.forEach(one => one()), 5_000);
    return () => {
      tickers.delete(tick);
      if (tickers.size) return;
      clearInterval(ticking);
      ticking = 0;
    };
  }, [active]);
}

/** A moment, told relative to now; the exact one on hover. */
export function Time({ at }: { at: string | null | undefined }) {
  useTick(!!at);
  if (!at) return <span className="quiet">–</span>;
  return <time dateTime={at} title={exact(at)}>{relative(at)}</time>;
}
