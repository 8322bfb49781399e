import React from 'react';
import type { PushContext } from '../types-deployments';

/** Whether there is anything to say of where a version came from. */
export const hasContext = (context: PushContext | null): boolean =>
  Boolean(context && (context.repo || context.branch || context.commit || context.url));

/** Where a version came from: repository, branch, commit; a link when one was told and leads to the web. */
export function Context({ context }: { context: PushContext | null }) {
  if (!context || !hasContext(context)) return <span className="quiet">–</span>;
  const { repo, branch, commit, url } = context;
  const place = [repo, branch && `on ${branch}`].filter(Boolean).join(' ');
  const short = commit ? commit.slice(0, 10) : null;
  const words = (
    <>
      {place} {short && <code title={commit!}>{short}</code>}
      {!place && !short && url}
    </>
  );
  return url && /^https?:\/\//.test(url) ? (
    <a href={url} rel="noreferrer noopener">
      {words}
    </a>
  ) : (
    <span>{words}</span>
  );
}

/** Tags of a version. */
export function Tags({ tags, latest }: { tags: string[]; latest?: boolean }) {
  if (tags.length === 0 && !latest) return null;
  return (
    <span className="tags">
      {latest && <span className="tag tag-latest">latest</span>}
      {tags.map(tag => (
        <span key={tag} className="tag">
          {tag}
        </span>
      ))}
    </span>
  );
}
