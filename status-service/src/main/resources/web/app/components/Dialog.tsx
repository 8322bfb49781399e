import React, { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../api';
import { Problem } from './Problem';

export interface DialogProps {
  title: string;
  /** The verb again, as the button that does it. */
  confirm: string;
  /** Does it; a problem that it ends with is shown in the dialog, which stays open. */
  onConfirm: () => Promise<unknown> | void;
  onClose: () => void;
  tone?: 'bad' | 'plain';
  children: React.ReactNode;
}

/** Asks before something is done. It is open as long as it is rendered. */
export function Dialog({ title, confirm, onConfirm, onClose, tone = 'plain', children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  useEffect(() => {
    const element = dialog.current!;
    element.showModal();
    return () => element.close();
  }, []);
  const act = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="dialog-title" onCancel={event => { event.preventDefault(); if (!busy) onClose(); }}>
      <form method="dialog" onSubmit={event => { event.preventDefault(); void act(); }}>
        <h2 id="dialog-title">{title}</h2>
        <div className="dialog-text">{children}</div>
        <Problem problem={problem} />
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose} disabled={busy}>Not now</button>
          <button type="submit" className={'button button-' + (tone === 'bad' ? 'bad' : 'main')} disabled={busy}>{confirm}</button>
        </div>
      </form>
    </dialog>
  );
}
