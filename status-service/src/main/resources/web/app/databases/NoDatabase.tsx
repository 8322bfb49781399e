import React from 'react';
import { Empty } from '../components/Empty';
import { Link, useQuery } from '../router';
import { FILTERS } from './filter';

/** Why the list is empty: nothing fits, or there is nothing yet. */
export function NoDatabase() {
  const [query] = useQuery();
  if (FILTERS.some(name => query.get(name))) return <Empty title="No database fits these filters"><Link to="/databases">Show all databases</Link></Empty>;
  return (
    <Empty title="No database yet" command="drover migrate apply --env prod">
      A database is listed from its registration or its first deployment on.
    </Empty>
  );
}
