/** What changed between two versions of a directory, by file and by line. */
import { diffLines } from 'diff';
import type { VersionFile } from '../types-deployments';

export type FileChange = 'added' | 'removed' | 'changed';

export interface ChangedFile {
  name: string;
  change: FileChange;
  before: VersionFile | null;
  after: VersionFile | null;
}

/** Files that are not the same in both, in the order of their names. */
export function changedFiles(before: VersionFile[], after: VersionFile[]): ChangedFile[] {
  const old = new Map(before.map(file => [file.name, file]));
  const kept = new Set(after.map(file => file.name));
  const changes: ChangedFile[] = [];
  for (const file of after) {
    const former = old.get(file.name) ?? null;
    if (former?.sha256 === file.sha256) continue;
    changes.push({ name: file.name, change: former ? 'changed' : 'added', before: former, after: file });
  }
  for (const file of before) {
    if (!kept.has(file.name)) changes.push({ name: file.name, change: 'removed', before: file, after: null });
  }
  return changes.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

export type LineChange = ' ' | '+' | '-';

/** A line of the unified view; numbers count from 1 and are null on the side where the line is not. */
export interface DiffLine {
  change: LineChange;
  before: number | null;
  after: number | null;
}

/** Lines that stayed the same and are not shown: how many, and where they would stand. */
export interface Gap {
  hidden: number;
  at: number;
}

const CONTEXT = 3;

export function diffOf(before: string, after: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let old = 0;
  let now = 0;
  for (const part of diffLines(before, after)) {
    const count = part.count ?? 0;
    for (let i = 0; i < count; i++) {
      if (part.added) lines.push({ change: '+', before: null, after: ++now });
      else if (part.removed) lines.push({ change: '-', before: ++old, after: null });
      else lines.push({ change: ' ', before: ++old, after: ++now });
    }
  }
  return lines;
}

/** Leaves three lines around every change and puts a gap in place of longer stretches. */
export function folded(lines: DiffLine[]): (DiffLine | Gap)[] {
  const near = new Uint8Array(lines.length);
  lines.forEach((line, at) => {
    if (line.change !== ' ') near.fill(1, Math.max(0, at - CONTEXT), at + CONTEXT + 1);
  });
  const shown: (DiffLine | Gap)[] = [];
  for (let at = 0; at < lines.length; ) {
    if (near[at]) {
      shown.push(lines[at++]);
      continue;
    }
    const start = at;
    while (at < lines.length && !near[at]) at++;
    shown.push({ hidden: at - start, at: start });
  }
  return shown;
}
