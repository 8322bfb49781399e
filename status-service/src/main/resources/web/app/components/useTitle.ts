import { useEffect } from 'react';

/** Names the page in the browser: `useTitle('tenant_4', 'Databases')` is "tenant_4 · Databases · Drover". */
export function useTitle(...parts: (string | undefined | null)[]) {
  const title = [...parts.filter(Boolean), 'Drover'].join(' · ');
  useEffect(() => { document.title = title; }, [title]);
}
