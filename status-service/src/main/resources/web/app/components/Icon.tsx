import React from 'react';

const SHAPES = {
  disc: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  half: <><circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" /><path d="M6 1.75a4.25 4.25 0 0 0 0 8.5z" fill="currentColor" /></>,
  triangle: <path d="M6 .9 11.6 10.8H.4z" fill="currentColor" />,
  ring: <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  turning: <><circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" opacity=".3" /><path d="M6 1.75A4.25 4.25 0 0 1 10.25 6" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" /></>,
  dash: <path d="M2 6h8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  pause: <path d="M3.5 2v8M8.5 2v8" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />,
  cross: <path d="m2.5 2.5 7 7m0-7-7 7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  question: <path d="M3.6 4.1a2.4 2.4 0 1 1 3.3 2.2c-.6.3-.9.6-.9 1.3M6 10.2v.1" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />,
  tick: <path d="m2 6.5 2.7 2.7L10 3.3" fill="none" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round" />,
  copy: <><rect x="4" y="4" width="7" height="7" rx="1.5" fill="none" stroke="currentColor" strokeWidth="1.3" /><path d="M8 1.7H2.7a1 1 0 0 0-1 1V8" fill="none" stroke="currentColor" strokeWidth="1.3" strokeLinecap="round" /></>,
  search: <><circle cx="5" cy="5" r="3.6" fill="none" stroke="currentColor" strokeWidth="1.4" /><path d="m7.8 7.8 3 3" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" /></>,
  sun: <><circle cx="6" cy="6" r="2.3" fill="none" stroke="currentColor" strokeWidth="1.2" /><path d="M6 .6v1.2M6 10.2v1.2M.6 6h1.2M10.2 6h1.2M2.2 2.2l.8.8M9 9l.8.8M2.2 9.8 3 9M9 3l.8-.8" stroke="currentColor" strokeWidth="1.2" strokeLinecap="round" /></>,
  moon: <path d="M10.6 7.4A5 5 0 0 1 4.6 1.4a4.9 4.9 0 1 0 6 6z" fill="none" stroke="currentColor" strokeWidth="1.2" strokeLinejoin="round" />,
  auto: <><circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.2" /><path d="M6 1.4a4.6 4.6 0 0 1 0 9.2z" fill="currentColor" /></>,
  down: <path d="m2.5 4.5 3.5 3.5 3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />,
  up: <path d="m2.5 7.5 3.5-3.5 3.5 3.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />,
  load: <><path d="M6 1.2v6.3M3.3 5 6 7.7 8.7 5" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" /><path d="M1.5 10.5h9" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" /></>,
};

export type Shape = keyof typeof SHAPES;

/** A small picture that says nothing on its own: what it stands beside has the words. */
export function Icon({ shape, size = 12 }: { shape: Shape; size?: number }) {
  return <svg className={'icon icon-' + shape} viewBox="0 0 12 12" width={size} height={size} aria-hidden="true" focusable="false">{SHAPES[shape]}</svg>;
}
