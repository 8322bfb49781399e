import React from 'react';
import type { Deployment } from '../types';
import { DEPLOYMENT_COLUMNS } from './columns';

/** A few deployments as a table; `without` leaves columns out that say the same in every row. */
export function DeploymentRows({ items, without = [] }: { items: Deployment[]; without?: string[] }) {
  const columns = DEPLOYMENT_COLUMNS.filter(column => !without.includes(column.key));
  return (
    <table className="rows few" role="table" aria-label="Deployments">
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(column => (
            <th key={column.key} scope="col" role="columnheader" className={column.className}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {items.map(row => (
          <tr key={row.id} role="row">
            {columns.map(column => (
              <td key={column.key} role="cell" className={column.className} data-head={column.head}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
