import React, { useState } from 'react';
import { post } from '../api';
import { Dialog } from '../components/Dialog';
import type { Action } from './actions';

/** A button that asks before it acts; a refusal is shown where it was asked. */
export function ActionButton({
  action,
  deployment,
  body,
  onDone,
}: {
  action: Action;
  deployment: number;
  body?: unknown;
  onDone: () => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={action.main ? 'button button-main' : 'button'} onClick={() => setOpen(true)}>
        {action.label}
      </button>
      {open && (
        <Dialog
          title={action.title}
          confirm={action.confirm}
          tone={action.tone}
          onClose={() => setOpen(false)}
          onConfirm={async () => {
            await post(`/api/v1/deployments/${deployment}/${action.verb}`, body ?? {});
            onDone();
          }}
        >
          {action.consequences.map(line => (
            <p key={line}>{line}</p>
          ))}
        </Dialog>
      )}
    </>
  );
}
