import React, { useState } from 'react';
import { Icon, type Shape } from './components/Icon';

type Theme = 'auto' | 'light' | 'dark';

const KEY = 'drover.theme';
const NEXT: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };
const SHAPES: Record<Theme, Shape> = { auto: 'auto', light: 'sun', dark: 'moon' };

function kept(): Theme {
  const theme = read();
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

/** Null where the browser keeps nothing for this page. */
function read() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function write(theme: Theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // it holds until the page is left
  }
}

function show(theme: Theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

show(kept());

/** Light, dark, or as the system is. */
export function ThemeButton() {
  const [theme, setTheme] = useState(kept);
  const turn = () => {
    const next = NEXT[theme];
    write(next);
    show(next);
    setTheme(next);
  };
  const label = `Theme: ${theme}. Switch to ${NEXT[theme]}`;
  return <button type="button" className="theme" onClick={turn} aria-label={label} title={label}><Icon shape={SHAPES[theme]} size={15} /></button>;
}
