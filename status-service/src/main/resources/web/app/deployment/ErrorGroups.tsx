import React from 'react';
import { number } from '../components/number';
import { Link } from '../router';
import { Time } from '../components/Time';
import type { ErrorGroup } from '../types';
import { targets } from './states';

/** What failed alike is one entry: the message, how many, and some of them to look into. */
export function ErrorGroups({
  groups,
  chosen,
  hrefOf,
  onChoose,
}: {
  groups: ErrorGroup[];
  chosen: string | null;
  hrefOf: (target: string) => string;
  onChoose: (fingerprint: string | null) => void;
}) {
  return (
    <ul className="error-groups">
      {groups.map(group => {
        const samples = group.samples.slice(0, 5);
        const more = group.count - samples.length;
        const isChosen = chosen === group.fingerprint;
        return (
          <li key={group.fingerprint} className={isChosen ? 'error-group chosen' : 'error-group'}>
            <div className="error-count">
              <b>{number(group.count)}</b>
              <span className="quiet">{group.count === 1 ? 'target' : 'targets'}</span>
            </div>
            <div className="error-what">
              <p className="error-message">{group.message}</p>
              <p className="quiet">
                {[group.code, samples[0]?.file].filter(Boolean).join(' · ')} · <Time at={group.lastAt} />
              </p>
              <p className="error-samples">
                {samples.map(sample => (
                  <Link key={sample.target} to={hrefOf(sample.target)}>
                    {sample.target}
                  </Link>
                ))}
                {more > 0 && <span className="quiet">{`and ${number(more)} more`}</span>}
              </p>
            </div>
            <button
              type="button"
              className="button small"
              aria-pressed={isChosen}
              aria-label={isChosen ? 'Show all targets' : `Only these ${targets(group.count)}`}
              onClick={() => onChoose(isChosen ? null : group.fingerprint)}
            >
              {isChosen ? 'Show all' : 'Only these'}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
