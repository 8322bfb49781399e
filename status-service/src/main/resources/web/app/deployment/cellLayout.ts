/** Where the square of each target stands: waves below each other, targets in rows from left to right. */
import type { Wave } from '../types-deployments';

export interface Block {
  wave: Wave;
  /** Top of its first row, in CSS pixels. */
  top: number;
  /** Top of its heading, null when there is only one wave. */
  heading: number | null;
}

export interface CellLayout {
  /** Edge of a square with the gap beside it. */
  step: number;
  gap: number;
  columns: number;
  height: number;
  blocks: Block[];
}

const HEADING = 22;
const SMALLEST = 5;
const LARGEST = 26;

/** Squares get smaller as they get more, so that all of them stay in about one screen. */
export function layOut(total: number, waves: Wave[], width: number, room: number): CellLayout {
  const all = waves.length > 0 ? waves : [{ name: '', from: 0, to: total - 1 }];
  const spare = Math.max(120, room - (all.length > 1 ? all.length * HEADING : 0));
  let step = Math.max(SMALLEST, Math.min(LARGEST, Math.floor(Math.sqrt((width * spare) / Math.max(1, total)))));
  while (step > SMALLEST && rowsOf(all, Math.floor(width / step)) * step > spare) step--;
  const columns = Math.max(1, Math.floor(width / step));
  const blocks: Block[] = [];
  let y = 0;
  for (const wave of all) {
    const heading = all.length > 1 ? y : null;
    if (heading !== null) y += HEADING;
    blocks.push({ wave, top: y, heading });
    y += Math.ceil((wave.to - wave.from + 1) / columns) * step + (all.length > 1 ? 6 : 0);
  }
  return { step, gap: step >= 14 ? 3 : step >= 9 ? 2 : 1, columns, height: Math.max(step, y), blocks };
}

const rowsOf = (waves: Wave[], columns: number): number =>
  waves.reduce((rows, wave) => rows + Math.ceil((wave.to - wave.from + 1) / Math.max(1, columns)), 0);

/** The target below a point, -1 when there is none. */
export function cellAt(layout: CellLayout, x: number, y: number): number {
  for (const { wave, top } of layout.blocks) {
    const row = Math.floor((y - top) / layout.step);
    const column = Math.floor(x / layout.step);
    if (row < 0 || column < 0 || column >= layout.columns) continue;
    const position = wave.from + row * layout.columns + column;
    if (position <= wave.to) return position;
  }
  return -1;
}

export function placeOf(layout: CellLayout, position: number): { x: number; y: number } {
  const block = layout.blocks.find(each => position <= each.wave.to) ?? layout.blocks[layout.blocks.length - 1];
  const within = position - block.wave.from;
  return {
    x: (within % layout.columns) * layout.step,
    y: block.top + Math.floor(within / layout.columns) * layout.step,
  };
}

/** Where an arrow key leads; rows end where the wave ends. */
export function moved(layout: CellLayout, position: number, key: string, total: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, position - 1);
    case 'ArrowRight':
      return Math.min(total - 1, position + 1);
    case 'ArrowUp':
      return upOrDown(layout, position, -1);
    case 'ArrowDown':
      return upOrDown(layout, position, 1);
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}

function upOrDown(layout: CellLayout, position: number, rows: number): number {
  const at = layout.blocks.findIndex(each => position <= each.wave.to);
  const { wave } = layout.blocks[at];
  const next = position + rows * layout.columns;
  if (next >= wave.from && next <= wave.to) return next;
  const column = (position - wave.from) % layout.columns;
  const other = layout.blocks[at + rows]?.wave;
  const rowNow = Math.floor((position - wave.from) / layout.columns);
  if (rows > 0 && rowNow < Math.floor((wave.to - wave.from) / layout.columns)) return wave.to;
  if (!other) return position;
  const first = rows > 0 ? other.from : other.from + Math.floor((other.to - other.from) / layout.columns) * layout.columns;
  return Math.min(other.to, first + column);
}
