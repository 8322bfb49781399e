import React, { useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { number } from '../components/number';
import { navigate } from '../router';
import type { Wave } from '../types-deployments';
import { cellAt, layOut, moved, placeOf } from './cellLayout';
import { paint, paletteOf, type Palette } from './cellPaint';
import { byLetter, type Letter } from './states';
import { usePalette, useWidth } from './useCanvas';

const ROOM = 380;

export interface CellGridProps {
  states: string;
  waves: Wave[];
  /** Null until they are needed; `onNeedNames` asks for them. */
  names: string[] | null;
  onNeedNames: () => void;
  chosen: Set<Letter>;
  hrefOf: (name: string) => string;
  describedBy: string;
}

/**
 * A square per target on a canvas. For the keyboard and for those who hear the page it is a list box with one option at a
 * time: arrow keys move, Enter opens the run.
 */
export function CellGrid({ states, waves, names, onNeedNames, chosen, hrefOf, describedBy }: CellGridProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [box, width] = useWidth<HTMLDivElement>();
  const palette = usePalette(canvas, paletteOf);
  const [active, setActive] = useState(-1);
  const [focused, setFocused] = useState(false);
  const optionId = useId();
  const layout = useMemo(() => layOut(states.length, waves, width, ROOM), [states.length, waves, width]);

  useLayoutEffect(() => {
    if (canvas.current && palette && width > 0) {
      paint(canvas.current, { states, layout, width, palette: palette as Palette, chosen, active });
    }
  }, [states, layout, width, palette, chosen, active]);
  useEffect(() => {
    if (active >= 0 && !names) onNeedNames();
  }, [active, names, onNeedNames]);

  const open = (position: number) => {
    const name = names?.[position];
    if (name) navigate(hrefOf(name));
  };
  const under = (event: MouseEvent) => {
    const frame = canvas.current!.getBoundingClientRect();
    return cellAt(layout, event.clientX - frame.left, event.clientY - frame.top);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(active);
      return;
    }
    const next = moved(layout, Math.max(0, active), event.key, states.length);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
  };

  const told = Math.max(0, active);
  const state = byLetter(states[told]);
  const place = placeOf(layout, told);
  return (
    <div
      ref={box}
      className="cells"
      role="listbox"
      tabIndex={0}
      aria-label={`${number(states.length)} targets by state`}
      aria-describedby={describedBy}
      aria-activedescendant={optionId}
      onKeyDown={onKeyDown}
      onFocus={() => {
        setFocused(true);
        setActive(at => Math.max(0, at));
      }}
      onBlur={() => {
        setFocused(false);
        setActive(-1);
      }}
    >
      {layout.blocks.map(({ wave, heading }) =>
        heading === null ? null : (
          <span key={wave.name} className="cells-wave" style={{ top: heading }} aria-hidden="true">
            {wave.name} <span className="quiet">{number(wave.to - wave.from + 1)}</span>
          </span>
        ),
      )}
      <canvas
        ref={canvas}
        aria-hidden="true"
        style={{ width, height: layout.height }}
        onMouseMove={event => setActive(under(event))}
        onMouseLeave={() => setActive(focused ? told : -1)}
        onClick={event => open(under(event))}
      />
      <div
        id={optionId}
        role="option"
        aria-selected={active >= 0}
        aria-setsize={states.length}
        aria-posinset={told + 1}
        className={active < 0 ? 'cell-tip hidden' : place.x > width / 2 ? 'cell-tip from-right' : 'cell-tip'}
        style={active < 0 ? undefined : tipPlace(place, width, layout.step)}
      >
        <strong>{names?.[told] ?? `Target ${told + 1}`}</strong> <span>{state.word}</span>
      </div>
    </div>
  );
}

function tipPlace(place: { x: number; y: number }, width: number, step: number) {
  return place.x > width / 2
    ? { right: width - place.x - step, top: place.y + step + 6 }
    : { left: place.x, top: place.y + step + 6 };
}
