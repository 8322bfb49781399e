import React from 'react';
import { Copy } from './Copy';

/** What to do where there is nothing to see. `command` is typed next. */
export function Empty({ title, command, children }: { title: string; command?: string; children?: React.ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children && <div className="quiet">{children}</div>}
      {command && <Command text={command} />}
    </div>
  );
}

/** A command to type, with a button that copies it. */
export function Command({ text }: { text: string }) {
  return <p className="command"><code>{text}</code><Copy text={text} /></p>;
}
