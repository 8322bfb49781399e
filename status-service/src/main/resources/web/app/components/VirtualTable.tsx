import React, { useEffect, useRef } from 'react';
import type { Rows } from '../useRows';
import { Icon } from './Icon';
import { Problem } from './Problem';
import { useNarrow, useWindow } from './useWindow';

export interface Column<T> {
  key: string;
  head: string;
  /** One line; the column's first link is where the whole row leads when the column is the first. */
  cell: (row: T) => React.ReactNode;
  /** `wide`: left out on phones. `num`: to the right. Others give widths, see tables.css. */
  className?: string;
  /** The word of the API for this order; `-word` is the other way round. */
  sort?: string;
}

export interface VirtualTableProps<T> {
  rows: Rows<T, any>;
  columns: Column<T>[];
  keyOf: (row: T) => string;
  /** What the table lists, for those who hear it. */
  label: string;
  /** How many rows there are on all pages, where that is known. */
  total?: number;
  sort?: string;
  onSort?: (sort: string) => void;
  rowHeight?: number;
  /** Height on phones, where a row is a small card. */
  narrowHeight?: number;
  /** Shown instead of the table when there is no row. */
  empty: React.ReactNode;
}

/** A table of any length: only rows within sight are drawn, pages come as they are reached, rows are links. */
export function VirtualTable<T>(props: VirtualTableProps<T>) {
  const { rows, columns, keyOf, label, total, sort, onSort, empty } = props;
  const narrow = useNarrow();
  const height = narrow ? props.narrowHeight ?? 72 : props.rowHeight ?? 44;
  const body = useRef<HTMLTableSectionElement>(null);
  const count = rows.items.length;
  const [from, to] = useWindow(body, count, height);
  const { loadMore, look, more, loading, stale, problem } = rows;
  useEffect(() => look(from, to), [look, from, to]);
  useEffect(() => {
    if (more && !loading && !problem && to >= count - 40) loadMore();
  }, [more, loading, problem, to, count, loadMore]);

  const waiting = !rows.first && loading;
  if (problem && (!count || stale)) return <Problem problem={problem} onRetry={rows.reload} />;
  if (!count && !waiting) return <>{empty}</>;
  return (
    <div className={'table-frame' + (stale ? ' dim' : '')}>
      {narrow && onSort && <SortChoice columns={columns} sort={sort} onSort={onSort} />}
      <table className="rows" role="table" aria-label={label} aria-rowcount={more ? (total ? total + 1 : -1) : count + 1} aria-busy={waiting}
        onKeyDown={event => walk(event, narrow ? 8 : 15)}>
        <thead role="rowgroup">
          <tr role="row" aria-rowindex={1}>
            {columns.map(column => <Head key={column.key} column={column} sort={sort} onSort={narrow ? undefined : onSort} />)}
          </tr>
        </thead>
        <tbody role="rowgroup" ref={body}>
          {waiting && Array.from({ length: 8 }, (_, i) => (
            <tr key={i} role="row" className="skeleton-row" style={{ height }}>
              {columns.map(column => <td key={column.key} role="cell" className={column.className}><span className="skeleton" /></td>)}
            </tr>
          ))}
          {from > 0 && <tr aria-hidden="true" className="spacer" style={{ height: from * height }}><td colSpan={columns.length} /></tr>}
          {rows.items.slice(from, to).map((row, i) => (
            <tr key={keyOf(row)} role="row" aria-rowindex={from + i + 2} style={{ height }}>
              {columns.map(column => <td key={column.key} role="cell" className={column.className} data-head={column.head}>{column.cell(row)}</td>)}
            </tr>
          ))}
          {to < count && <tr aria-hidden="true" className="spacer" style={{ height: (count - to) * height }}><td colSpan={columns.length} /></tr>}
        </tbody>
      </table>
      {problem && <Problem problem={problem} onRetry={rows.reload} />}
      {more && !problem && <p className="more quiet" role="status">Loading more …</p>}
    </div>
  );
}

function Head<T>({ column, sort, onSort }: { column: Column<T>; sort?: string; onSort?: (sort: string) => void }) {
  const up = column.sort !== undefined && sort === column.sort;
  const down = column.sort !== undefined && sort === '-' + column.sort;
  return (
    <th scope="col" role="columnheader" className={column.className} aria-sort={up ? 'ascending' : down ? 'descending' : undefined}>
      {column.sort && onSort
        ? <button type="button" className="sort" onClick={() => onSort(up ? '-' + column.sort : column.sort!)}>
            {column.head}{(up || down) && <Icon shape={up ? 'up' : 'down'} size={10} />}
          </button>
        : column.head}
    </th>
  );
}

/** On phones, where a table has no heads to press. */
function SortChoice<T>({ columns, sort, onSort }: { columns: Column<T>[]; sort?: string; onSort: (sort: string) => void }) {
  const orders = columns.flatMap(({ sort: word, head }) => (word ? [[word, head + ' ↑'], ['-' + word, head + ' ↓']] : []));
  return (
    <label className="sort-choice">Sort by
      <select value={sort} onChange={event => onSort(event.target.value)}>
        {orders.map(([word, head]) => <option key={word} value={word}>{head}</option>)}
      </select>
    </label>
  );
}

/** Arrow keys go from row to row, by the first link of each. */
function walk(event: React.KeyboardEvent<HTMLTableElement>, page: number) {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  const step = steps[event.key];
  const row = (event.target as HTMLElement).closest('tbody tr');
  if (!step || !row || event.altKey || event.ctrlKey || event.metaKey) return;
  let next: Element | null = row;
  for (let left = Math.abs(step); left > 0; left--) {
    const beside: Element | null = step > 0 ? next!.nextElementSibling : next!.previousElementSibling;
    if (!beside || beside.classList.contains('spacer')) break;
    next = beside;
  }
  const link = next!.querySelector('a');
  if (!link) return;
  event.preventDefault();
  link.focus();
  link.scrollIntoView({ block: 'nearest' });
}
