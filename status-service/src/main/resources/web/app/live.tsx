import React, { createContext, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { tell } from './api';
import type { Change } from './types';

/** `live`: told by the stream; `polling`: asked every few seconds; `idle`: nobody listens. */
export type LiveState = 'live' | 'polling' | 'idle';

const ASK_EVERY = 3_000;
const TRY_AGAIN_AFTER = 30_000;

/** Stands for "anything may have changed". */
const EVERYTHING: Change = { reset: true, directories: [], deployments: [], databases: true, agents: true, asOf: '', lag: '' };

type Listener = (change: Change) => void;

/** One stream for all who ask the same. It is closed while the page is hidden: a browser has few connections. */
class Channel {
  private readonly listeners = new Set<Listener>();
  private source: EventSource | null = null;
  private poll = 0;
  private retry = 0;
  private open = false;

  constructor(private readonly query: string, private readonly changed: () => void) {}

  get state(): LiveState {
    return this.open ? 'live' : this.listeners.size ? 'polling' : 'idle';
  }

  add(listener: Listener) {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.start();
    this.changed();
    return () => {
      this.listeners.delete(listener);
      if (!this.listeners.size) this.stop();
    };
  }

  start() {
    if (!this.listeners.size || document.hidden) return;
    this.connect();
  }

  stop() {
    this.open = false;
    this.source?.close();
    this.source = null;
    clearInterval(this.poll);
    clearTimeout(this.retry);
    this.changed();
  }

  /** What happened meanwhile is not known: all is asked again. */
  resume() {
    this.start();
    this.say(EVERYTHING);
  }

  private connect() {
    clearTimeout(this.retry);
    this.source?.close();
    const source = new EventSource('/api/v1/status/stream' + (this.query ? '?' + this.query : ''));
    this.source = source;
    this.askMeanwhile();
    let opened = false;
    source.addEventListener('open', () => {
      clearInterval(this.poll);
      this.set(true);
      // whatever was shown before the stream stood may be older than its beginning
      if (opened) return;
      opened = true;
      this.say(EVERYTHING);
    });
    source.addEventListener('change', event => this.hear((event as MessageEvent<string>).data));
    source.addEventListener('reset', () => this.say(EVERYTHING));
    source.addEventListener('error', () => {
      this.set(false);
      this.askMeanwhile();
      if (source.readyState !== EventSource.CLOSED || source !== this.source) return;
      clearTimeout(this.retry);
      this.retry = window.setTimeout(() => this.connect(), TRY_AGAIN_AFTER);
    });
  }

  private askMeanwhile() {
    clearInterval(this.poll);
    this.poll = window.setInterval(() => this.say(EVERYTHING), ASK_EVERY);
  }

  private hear(data: string) {
    const change = JSON.parse(data) as Change;
    tell(change);
    this.say(change);
  }

  private say(change: Change) {
    this.listeners.forEach(listener => listener(change));
  }

  private set(open: boolean) {
    if (this.open === open) return;
    this.open = open;
    this.changed();
  }
}

interface Live {
  state: LiveState;
  channel: (query: string) => Channel;
}

const LiveContext = createContext<Live | null>(null);

export function LiveProvider({ children }: { children: React.ReactNode }) {
  const channels = useRef(new Map<string, Channel>()).current;
  const [state, setState] = useState<LiveState>('idle');
  const live = useMemo(() => {
    const changed = () => {
      const all = [...channels.values()].map(channel => channel.state).filter(one => one !== 'idle');
      setState(!all.length ? 'idle' : all.includes('polling') ? 'polling' : 'live');
    };
    return {
      channel: (query: string) => {
        const known = channels.get(query) ?? new Channel(query, changed);
        channels.set(query, known);
        return known;
      },
    };
  }, [channels]);
  useEffect(() => {
    const turned = () => channels.forEach(channel => (document.hidden ? channel.stop() : channel.resume()));
    document.addEventListener('visibilitychange', turned);
    return () => {
      document.removeEventListener('visibilitychange', turned);
      channels.forEach(channel => channel.stop());
    };
  }, [channels]);
  return <LiveContext.Provider value={useMemo(() => ({ ...live, state }), [live, state])}>{children}</LiveContext.Provider>;
}

export function useLiveState(): LiveState {
  return useContext(LiveContext)!.state;
}

/** Calls `onChange` at every change; query is that of the stream (`''`, `deployment=7`, `directory=x`), null for none. */
export function useLive(query: string | null, onChange: (change: Change) => void) {
  const { channel } = useContext(LiveContext)!;
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => (query === null ? undefined : channel(query).add(change => latest.current(change))), [query, channel]);
}
