/** Draws the squares. Every state has its own form beside its colour: full, hollow, half, a bar, a cross. */
import { placeOf, type CellLayout } from './cellLayout';
import { byLetter, type Letter } from './states';

export type Palette = Record<Letter | 'focus' | 'mark', string>;

const LETTERS: Letter[] = ['S', 'N', 'R', 'Q', 'K', 'F', 'U', 'X', 'C', 'P'];

/** Colours come from the style sheet, so that they follow the theme. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--cell-${name}`).trim() || '#888888';
  return Object.fromEntries([...LETTERS, 'focus', 'mark'].map(name => [name, read(name.toLowerCase())])) as Palette;
}

export interface Picture {
  states: string;
  layout: CellLayout;
  width: number;
  palette: Palette;
  /** States to show in full; empty means all. */
  chosen: Set<Letter>;
  /** The cell that has the focus or the pointer, -1 for none. */
  active: number;
}

export function paint(canvas: HTMLCanvasElement, picture: Picture): void {
  const { layout, width } = picture;
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(layout.height * scale);
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  ctx.setTransform(scale, 0, 0, scale, 0, 0);
  const edge = layout.step - layout.gap;
  for (const { wave, top } of layout.blocks) {
    for (let position = wave.from; position <= wave.to && position < picture.states.length; position++) {
      const within = position - wave.from;
      const x = (within % layout.columns) * layout.step;
      const y = top + Math.floor(within / layout.columns) * layout.step;
      const { letter } = byLetter(picture.states[position]);
      ctx.globalAlpha = picture.chosen.size === 0 || picture.chosen.has(letter) ? 1 : 0.16;
      cell(ctx, letter, x, y, edge, picture.palette);
    }
  }
  ctx.globalAlpha = 1;
  if (picture.active >= 0) ring(ctx, picture, edge);
}

function ring(ctx: CanvasRenderingContext2D, { layout, active, palette }: Picture, edge: number): void {
  const { x, y } = placeOf(layout, active);
  ctx.strokeStyle = palette.focus;
  ctx.lineWidth = 2;
  ctx.strokeRect(x - 1, y - 1, edge + 2, edge + 2);
}

function cell(ctx: CanvasRenderingContext2D, letter: Letter, x: number, y: number, edge: number, palette: Palette): void {
  const colour = palette[letter];
  ctx.fillStyle = colour;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  switch (letter) {
    case 'S':
      ctx.fillRect(x, y, edge, edge);
      break;
    case 'F':
      // the smallest squares have no room for a cross: a failed one is larger than its neighbours
      if (edge < 9) ctx.fillRect(x - 1, y - 1, edge + 2, edge + 2);
      else ctx.fillRect(x, y, edge, edge);
      break;
    case 'N': {
      const inset = Math.max(1, Math.round(edge * 0.24));
      ctx.fillRect(x + inset, y + inset, edge - 2 * inset, edge - 2 * inset);
      break;
    }
    case 'U':
    case 'R':
    case 'K':
      ctx.strokeRect(x + 0.5, y + 0.5, edge - 1, edge - 1);
      ctx.fillRect(x, y + Math.floor(edge / 2), edge, Math.ceil(edge / 2));
      break;
    case 'X':
    case 'C':
      ctx.fillRect(x, y + Math.floor(edge / 2) - (edge > 9 ? 1 : 0), edge, edge > 9 ? 2 : 1);
      break;
    default:
      ctx.strokeRect(x + 0.5, y + 0.5, edge - 1, edge - 1);
      if (letter === 'Q') ctx.fillRect(x + Math.floor(edge / 2) - 1, y + Math.floor(edge / 2) - 1, 2, 2);
  }
  if (edge >= 9) mark(ctx, letter, x, y, edge, palette);
}

function mark(ctx: CanvasRenderingContext2D, letter: Letter, x: number, y: number, edge: number, palette: Palette): void {
  if (letter !== 'F' && letter !== 'U') return;
  const inset = edge * 0.28;
  ctx.strokeStyle = palette.mark;
  ctx.lineWidth = Math.max(1.5, edge / 9);
  ctx.beginPath();
  ctx.moveTo(x + inset, y + inset);
  ctx.lineTo(x + edge - inset, y + edge - inset);
  if (letter === 'F') {
    ctx.moveTo(x + edge - inset, y + inset);
    ctx.lineTo(x + inset, y + edge - inset);
  }
  ctx.stroke();
}
