import React from 'react';

const ISO = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/;

/** Seconds of an ISO 8601 duration, null when it is none. */
export function secondsOf(iso: string | null | undefined): number | null {
  const found = ISO.exec(iso ?? '');
  if (!found) return null;
  const [, minus, days, hours, minutes, seconds] = found;
  const sum = Number(days ?? 0) * 86400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return minus ? -sum : sum;
}

/** Seconds as people say them: `1.1 ms`, `340 ms`, `4.2 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`. */
export function spell(seconds: number): string {
  if (seconds < 0.0995) return +(seconds * 1000).toFixed(1) + ' ms';
  if (seconds < 0.9995) return Math.round(seconds * 1000) + ' ms';
  if (seconds < 59.95) return +seconds.toFixed(1) + ' s';
  const whole = Math.round(seconds);
  const pair = (big: number, bigUnit: string, small: number, smallUnit: string) =>
    small ? `${big} ${bigUnit} ${small} ${smallUnit}` : `${big} ${bigUnit}`;
  if (whole < 3600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's');
  if (whole < 86400) return pair(Math.floor(whole / 3600), 'h', Math.floor((whole % 3600) / 60), 'min');
  return pair(Math.floor(whole / 86400), 'd', Math.floor((whole % 86400) / 3600), 'h');
}

export function Duration({ iso }: { iso: string | null | undefined }) {
  const seconds = secondsOf(iso);
  if (seconds === null) return <span className="quiet">–</span>;
  return <span className="num" title={iso!}>{spell(seconds)}</span>;
}
