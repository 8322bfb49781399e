import React, { useId, useMemo } from 'react';
import { number } from '../components/number';
import { CellGrid } from './CellGrid';
import { Legend } from './Legend';
import { NamedCells } from './NamedCells';
import { byState, countLetters, inWords, type Letter } from './states';
import type { Cells } from './useCells';

/** Up to so many targets are shown with their names. */
const NAMED = 48;

/** Every target as a field or a square, what they mean, and the same in words. */
export function TargetCells({
  cells,
  chosen,
  onToggle,
  hrefOf,
}: {
  cells: Cells;
  chosen: Set<string>;
  onToggle: (state: string) => void;
  hrefOf: (name: string) => string;
}) {
  const summaryId = useId();
  const counts = useMemo(() => countLetters(cells.states), [cells.states]);
  const letters = useMemo(() => new Set<Letter>([...chosen].map(state => byState(state).letter)), [[...chosen].join()]);
  const few = cells.states.length <= NAMED && cells.names !== null;
  return (
    <div className="target-cells">
      <Legend counts={counts} chosen={chosen} onToggle={onToggle} />
      <p id={summaryId} className="hidden">
        {`${number(cells.states.length)} targets: ${inWords(counts)}.${
          few ? '' : ' Arrow keys move from target to target, Enter opens its run. The same targets are in the table below.'
        }`}
      </p>
      {few ? (
        <NamedCells states={cells.states} names={cells.names!} waves={cells.waves} chosen={letters} hrefOf={hrefOf} />
      ) : (
        <CellGrid
          states={cells.states}
          waves={cells.waves}
          names={cells.names}
          onNeedNames={cells.needNames}
          chosen={letters}
          hrefOf={hrefOf}
          describedBy={summaryId}
        />
      )}
    </div>
  );
}
