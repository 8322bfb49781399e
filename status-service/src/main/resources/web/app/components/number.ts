const GROUPED = new Intl.NumberFormat('en');

/** A count with its thousands parted: 100,000. */
export const number = (count: number) => GROUPED.format(count);

/** `1 target`, `3 targets`. */
export const plural = (count: number, one: string, many = one + 's') => `${number(count)} ${count === 1 ? one : many}`;
