import React from 'react';

export interface CardProps {
  title?: React.ReactNode;
  /** Stands at the right of the title. */
  aside?: React.ReactNode;
  className?: string;
  /** Leaves out the inner margin, for tables and lists. */
  flush?: boolean;
  children: React.ReactNode;
}

/** A framed part of a page under a heading of its own. */
export function Card({ title, aside, className, flush, children }: CardProps) {
  return (
    <section className={['card', flush && 'card-flush', className].filter(Boolean).join(' ')}>
      {(title || aside) && <div className="card-head">{title && <h2>{title}</h2>}{aside && <div className="card-aside">{aside}</div>}</div>}
      {children}
    </section>
  );
}
