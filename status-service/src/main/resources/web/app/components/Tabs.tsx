import React from 'react';
import { Link } from '../router';

export interface Tab {
  key: string;
  label: React.ReactNode;
  to: string;
  count?: number;
}

/** Parts of a page that have addresses of their own. */
export function Tabs({ tabs, current, label }: { tabs: Tab[]; current: string; label: string }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(tab => (
        <Link key={tab.key} to={tab.to} replace aria-current={tab.key === current ? 'page' : undefined}>
          {tab.label}{tab.count !== undefined && <span className="count">{tab.count.toLocaleString('en')}</span>}
        </Link>
      ))}
    </nav>
  );
}
