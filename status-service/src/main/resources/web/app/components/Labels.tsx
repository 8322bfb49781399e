import React from 'react';

/** A target's labels as small tags; a click on one may choose by it. */
export function Labels({ labels, onPick }: { labels: Record<string, string>; onPick?: (selector: string) => void }) {
  const all = Object.entries(labels ?? {});
  if (!all.length) return <span className="quiet">–</span>;
  return (
    <span className="labels" title={all.map(([key, value]) => (value ? `${key}=${value}` : key)).join(', ')}>
      {all.map(([key, value]) => {
        const text = value ? `${key}=${value}` : key;
        return onPick
          ? <button type="button" key={key} className="label" title={'Only ' + text} onClick={() => onPick(text)}>{text}</button>
          : <span key={key} className="label">{text}</span>;
      })}
    </span>
  );
}
