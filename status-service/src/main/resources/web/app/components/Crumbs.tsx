import React from 'react';
import { Link } from '../router';

/** The way from the top to this page; the page itself is its heading and not repeated. */
export function Crumbs({ items }: { items: { label: string; to: string }[] }) {
  return (
    <nav className="crumbs" aria-label="Breadcrumb">
      <ol>{items.map(item => <li key={item.to}><Link to={item.to}>{item.label}</Link></li>)}</ol>
    </nav>
  );
}
