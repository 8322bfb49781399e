import { useLayoutEffect, useState, type RefObject } from 'react';

/** Rows beyond the edges that are drawn too, so that scrolling shows no gaps. */
const SPARE = 12;

/** Which of `count` rows of equal height are within sight while the whole page scrolls: from, and to (exclusive). */
export function useWindow(list: RefObject<HTMLElement>, count: number, rowHeight: number): [number, number] {
  const [range, setRange] = useState<[number, number]>([0, Math.min(count, 60)]);
  useLayoutEffect(() => {
    let frame = 0;
    const measure = () => {
      frame = 0;
      if (!list.current) return;
      const top = -list.current.getBoundingClientRect().top;
      const from = Math.max(0, Math.min(count, Math.floor(top / rowHeight) - SPARE));
      const to = Math.max(from, Math.min(count, Math.ceil((top + innerHeight) / rowHeight) + SPARE));
      setRange(before => (before[0] === from && before[1] === to ? before : [from, to]));
    };
    const soon = () => { frame ||= requestAnimationFrame(measure); };
    measure();
    addEventListener('scroll', soon, { passive: true });
    addEventListener('resize', soon);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', soon);
      removeEventListener('resize', soon);
    };
  }, [list, count, rowHeight]);
  return [Math.min(range[0], count), Math.min(range[1], count)];
}

/** True while the page is as narrow as a phone. */
export function useNarrow() {
  const [narrow, setNarrow] = useState(() => matchMedia('(max-width: 640px)').matches);
  useLayoutEffect(() => {
    const query = matchMedia('(max-width: 640px)');
    const changed = () => setNarrow(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return narrow;
}
