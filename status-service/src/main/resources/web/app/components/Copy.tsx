import React, { useEffect, useState } from 'react';
import { Icon } from './Icon';

/** Puts a text on the clipboard. Browsers refuse that on pages that are neither local nor HTTPS; then it says so. */
export function Copy({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(''), 2_000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () => {
    if (!navigator.clipboard) return setSaid('Not possible here');
    navigator.clipboard.writeText(text).then(() => setSaid('Copied'), () => setSaid('Not possible here'));
  };
  return (
    <button type="button" className="copy" onClick={copy} aria-label={said || `${label}: ${text}`} title={said || label}>
      <Icon shape={said === 'Copied' ? 'tick' : 'copy'} />
      <span role="status" className="hidden">{said}</span>
    </button>
  );
}
