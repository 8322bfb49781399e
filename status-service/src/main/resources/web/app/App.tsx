import React, { useEffect, useRef } from 'react';
import { ApiProblem, useFreshness } from './api';
import { Empty } from './components/Empty';
import { Problem } from './components/Problem';
import { secondsOf, spell } from './components/Duration';
import { Time } from './components/Time';
import { useTitle } from './components/useTitle';
import { LiveProvider, useLiveState } from './live';
import { AgentsPage } from './pages/Agents';
import { DatabasePage } from './pages/Database';
import { DatabasesPage } from './pages/Databases';
import { DeploymentPage } from './pages/Deployment';
import { DirectoriesPage } from './pages/Directories';
import { DirectoryPage } from './pages/Directory';
import { DirectoryVersionPage } from './pages/DirectoryVersion';
import { MigrationPage } from './pages/Migration';
import { MigrationsPage } from './pages/Migrations';
import { OverviewPage } from './pages/Overview';
import { RunPage } from './pages/Run';
import { Link, useRoute, type PATTERNS } from './router';
import { ThemeButton } from './theme';

const PAGES: Record<(typeof PATTERNS)[number], () => React.ReactElement | null> = {
  '/': OverviewPage,
  '/dirs': DirectoriesPage,
  '/dirs/:name': DirectoryPage,
  '/dirs/:name/versions/:sequence': DirectoryVersionPage,
  '/databases': DatabasesPage,
  '/databases/:target': DatabasePage,
  '/migrations': MigrationsPage,
  '/migrations/:directory/:version': MigrationPage,
  '/deployments': MigrationsPage,
  '/deployments/sets/:id': DeploymentPage,
  '/deployments/sets/:id/targets/:target': RunPage,
  '/agents': AgentsPage,
};

const TABS = [
  { to: '/', label: 'Overview', own: /^\/$/ },
  { to: '/databases', label: 'Databases', own: /^\/databases/ },
  { to: '/dirs', label: 'Directories', own: /^\/dirs/ },
  { to: '/migrations', label: 'Migrations', own: /^\/(migrations|deployments)/ },
  { to: '/agents', label: 'Agents', own: /^\/agents/ },
];

export function App() {
  return <LiveProvider><Shell /></LiveProvider>;
}

function Shell() {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(route.path);
  useEffect(() => {
    if (shown.current === route.path) return;
    shown.current = route.path;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [route.path]);
  const Page = PAGES[route.pattern as keyof typeof PAGES] ?? NothingHere;
  return (
    <>
      <a className="skip" href="#main">Skip to content</a>
      <header className="top">
        <Link className="brand" to="/"><img src="/assets/drover.svg" alt="" width="22" height="22" /><span>Drover</span></Link>
        <nav className="tabs-top" aria-label="Pages">
          {TABS.map(tab => <Link key={tab.to} to={tab.to} data-label={tab.label} aria-current={tab.own.test(route.path) ? 'page' : undefined}>{tab.label}</Link>)}
        </nav>
        <LiveSign />
        <ThemeButton />
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Boundary key={route.path}><Page /></Boundary>
      </main>
      <Footer />
    </>
  );
}

function NothingHere() {
  useTitle('Nothing here');
  return (
    <>
      <h1>Nothing here</h1>
      <Empty title="No page has this address."><Link to="/">Go to the overview</Link></Empty>
    </>
  );
}

/** A page that cannot be drawn does not take the others with it. */
class Boundary extends React.Component<{ children: React.ReactNode }, { error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <>
        <h1>This page cannot be shown</h1>
        <Problem problem={new ApiProblem(0, 'A fault in the page', error.message)} onRetry={() => this.setState({ error: null })} />
      </>
    );
  }
}

function LiveSign() {
  const state = useLiveState();
  if (state === 'idle') return <span className="live" />;
  return (
    <span className={'live live-' + state} title={state === 'live' ? 'Changes appear as they happen' : 'Asked anew every three seconds'}>
      <i aria-hidden="true" />{state === 'live' ? 'Live' : 'Polling'}
    </span>
  );
}

/** Behind by more than this is worth a colour. */
const LATE = 2;

function Footer() {
  const { asOf, lag } = useFreshness();
  const seconds = secondsOf(lag) ?? 0;
  return (
    <footer className="foot">
      {asOf
        ? <span className={seconds > LATE ? 'late' : undefined}>
            {seconds > LATE ? `Views are ${spell(seconds)} behind` : 'Views are up to date'}, as of <Time at={asOf} />
          </span>
        : <span />}
      <a href="/api/v1/status/summary">API</a>
    </footer>
  );
}
