import React from 'react';
import { Link } from '../router';
import { number } from './number';

export interface Part {
  label: string;
  count: number;
  /** A tone of the states, or `skew-0` (newest) to `skew-4` and `skew-none` for versions. */
  tone: string;
  /** Where those of this part are listed. */
  to?: string;
}

/** Shares of a whole as one bar. A part that is not nothing is always seen. */
export function Bar({ parts, label, size }: { parts: Part[]; label?: string; size?: 'thin' | 'thick' }) {
  const shown = parts.filter(part => part.count > 0);
  const words = shown.map(part => `${number(part.count)} ${part.label}`).join(', ') || 'nothing yet';
  return (
    <div className={'bar' + (size ? ' bar-' + size : '')} role="img" aria-label={(label ? label + ': ' : '') + words}>
      {shown.map(part => (
        <i key={part.label} className={'fill-' + part.tone} style={{ flexGrow: part.count }} title={`${number(part.count)} ${part.label}`} />
      ))}
    </div>
  );
}

/** What the colours of a bar mean, with the numbers. */
export function Legend({ parts }: { parts: Part[] }) {
  return (
    <ul className="legend">
      {parts.filter(part => part.count > 0).map(part => (
        <li key={part.label}>
          <i className={'fill-' + part.tone} aria-hidden="true" />
          {part.to ? <Link to={part.to}><Counted part={part} /></Link> : <Counted part={part} />}
        </li>
      ))}
    </ul>
  );
}

function Counted({ part }: { part: Part }) {
  return <><b className="num">{number(part.count)}</b> {part.label}</>;
}
