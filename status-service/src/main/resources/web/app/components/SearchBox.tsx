import React, { useEffect, useRef, useState } from 'react';
import { Icon } from './Icon';

export interface SearchBoxProps {
  value: string;
  onChange: (value: string) => void;
  label: string;
  placeholder?: string;
  /** Says how to write it, below the field. */
  invalid?: string;
}

const PAUSE = 250;

/** A field that tells what was typed once the typing pauses; `/` goes to it from anywhere. */
export function SearchBox({ value, onChange, label, placeholder, invalid }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const timer = useRef(0);
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest('input, select, textarea, dialog')) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  const tell = (next: string) => {
    clearTimeout(timer.current);
    if (next === told.current) return;
    told.current = next;
    onChange(next);
  };
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => tell(next), PAUSE);
  };
  return (
    <form className="search" role="search" aria-label={label} onSubmit={event => { event.preventDefault(); tell(text); }}>
      <Icon shape="search" size={13} />
      <input ref={field} type="search" value={text} placeholder={placeholder ?? label} aria-label={label} aria-invalid={invalid ? true : undefined}
        spellCheck={false} autoComplete="off" onChange={event => type(event.target.value)} />
    </form>
  );
}
