import React, { useCallback, useMemo, useSyncExternalStore } from 'react';

/** Where the browser is: the pattern that fits, and what the address says in its places. */
export interface Route {
  path: string;
  pattern: string | null;
  params: Record<string, string>;
}

/** Every page there is. `:name` is one part of the path. */
export const PATTERNS = [
  '/', '/dirs', '/dirs/:name', '/dirs/:name/versions/:sequence', '/databases', '/databases/:target', '/migrations',
  '/migrations/:directory/:version', '/deployments', '/deployments/sets/:id', '/deployments/sets/:id/targets/:target', '/agents',
] as const;

const MOVED = 'drover:moved';

/** Goes to an address of this page; `replace` leaves no step for the back button. */
export function navigate(to: string, options: { replace?: boolean } = {}) {
  if (to === location.pathname + location.search) return;
  history[options.replace ? 'replaceState' : 'pushState'](null, '', to);
  dispatchEvent(new Event(MOVED));
}

export function match(path: string): Route {
  const parts = path.replace(/\/+$/, '').split('/');
  for (const pattern of PATTERNS) {
    const names = pattern === '/' ? [''] : pattern.split('/');
    if (names.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = names.every((name, i) => {
      if (!name.startsWith(':')) return name === parts[i];
      params[name.slice(1)] = decode(parts[i]);
      return parts[i] !== '';
    });
    if (fits) return { path, pattern, params };
  }
  return { path, pattern: null, params: {} };
}

function decode(part: string) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function listen(changed: () => void) {
  addEventListener('popstate', changed);
  addEventListener(MOVED, changed);
  return () => {
    removeEventListener('popstate', changed);
    removeEventListener(MOVED, changed);
  };
}

export function useRoute(): Route {
  const path = useSyncExternalStore(listen, () => location.pathname);
  return useMemo(() => match(path), [path]);
}

type Changes = Record<string, string | null | undefined>;

/** What stands after `?`, and how to change some of it: null and '' take a parameter away. */
export function useQuery(): [URLSearchParams, (changes: Changes, options?: { replace?: boolean }) => void] {
  const search = useSyncExternalStore(listen, () => location.search);
  const query = useMemo(() => new URLSearchParams(search), [search]);
  const set = useCallback((changes: Changes, options?: { replace?: boolean }) => {
    navigate(withQuery(location.pathname, new URLSearchParams(location.search), changes), options);
  }, []);
  return [query, set];
}

/** An address with some parameters changed. */
export function withQuery(path: string, query: URLSearchParams, changes: Changes) {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  const text = next.toString();
  return text ? path + '?' + text : path;
}

/** A path of parts that may hold anything. */
export const path = (...parts: (string | number)[]) => '/' + parts.map(part => encodeURIComponent(part)).join('/');

export interface LinkProps extends React.AnchorHTMLAttributes<HTMLAnchorElement> {
  to: string;
  replace?: boolean;
}

/** A link within the page; with a modifier key it is the browser's own. */
export const Link = React.forwardRef<HTMLAnchorElement, LinkProps>(function Link({ to, replace, onClick, ...rest }, ref) {
  const click = (event: React.MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to, { replace });
  };
  return <a ref={ref} href={to} onClick={click} {...rest} />;
});
