/** What the bundler knows and the compiler has to be told. */
declare module '*.css';

declare module 'diff' {
  export interface Change {
    value: string;
    count?: number;
    added?: boolean;
    removed?: boolean;
  }
  export function diffLines(before: string, after: string): Change[];
}
