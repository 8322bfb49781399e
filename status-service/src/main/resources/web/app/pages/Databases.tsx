import React, { useMemo } from 'react';
import { Icon } from '../components/Icon';
import { number, plural } from '../components/number';
import { useTitle } from '../components/useTitle';
import { VirtualTable } from '../components/VirtualTable';
import { columns } from '../databases/columns';
import { Filters } from '../databases/Filters';
import { NoDatabase } from '../databases/NoDatabase';
import { FILTERS } from '../databases/filter';
import { useQuery, withQuery } from '../router';
import type { Database, DatabaseList } from '../types';
import { useRows } from '../useRows';

/** Every database with its state: filtered, searched, sorted, as long as the fleet is. All of that is in the address. */
export function DatabasesPage() {
  useTitle('Databases');
  const [query, setQuery] = useQuery();
  const asked = new URLSearchParams([...query].filter(([name, value]) => value && (FILTERS.includes(name) || name === 'sort'))).toString();
  const rows = useRows<Database, DatabaseList>('/databases' + (asked ? '?' + asked : ''), { topics: ['databases', 'directories'] });
  const counts = rows.first?.counts;
  const all = counts ? counts.SYNCED + counts.PENDING + counts.ERROR : undefined;
  const state = query.get('state')?.toUpperCase() ?? null;
  const shown = counts && (state === null ? all : state.split(',').reduce((sum, one) => sum + (counts[one as keyof typeof counts] ?? 0), 0));
  const selector = query.get('selector') ?? '';
  const labels = rows.items.some(row => Object.keys(row.labels).length > 0);
  const directory = rows.items.some(row => row.directory !== rows.items[0].directory);
  const shownColumns = useMemo(
    () => columns({ directory, labels }, label => setQuery({ selector: selector.split(',').includes(label) ? selector : [selector, label].filter(Boolean).join(',') })),
    [directory, labels, selector, setQuery]);
  return (
    <>
      <div className="page-head compact">
        <div>
          <h1>Databases</h1>
          <p className="page-lead" aria-live="polite">
            {shown !== undefined && all !== undefined && (shown === all ? plural(all, 'database') : `${number(shown)} of ${plural(all, 'database')}`)}
          </p>
        </div>
        <div className="page-actions">
          <a className="button" href={withQuery('/api/v1/status/databases', new URLSearchParams(asked), { format: 'csv', sort: null })} download="databases.csv">
            <Icon shape="load" />CSV
          </a>
        </div>
      </div>
      <Filters counts={counts} problem={rows.problem} />
      <VirtualTable rows={rows} columns={shownColumns} keyOf={row => row.directory + '/' + row.target} label="Databases" total={shown}
        sort={query.get('sort') ?? 'target'} onSort={sort => setQuery({ sort: sort === 'target' ? null : sort })}
        narrowHeight={88} empty={<NoDatabase />} />
    </>
  );
}
