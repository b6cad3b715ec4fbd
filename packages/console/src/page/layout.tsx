import type { Overview } from "@hookyard/core/operator/operator";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Link, useLocation, useRoute } from "wouter-preact";
import { get } from "./api.ts";
import { useKeys } from "./keys.ts";
import { shortCount } from "./part/count.ts";
import { Dialog } from "./part/dialog.tsx";
import { Toasts } from "./part/toast.tsx";
import { pages } from "./pages.tsx";
import { closeSession, useSession } from "./session.ts";
import { type Theme, themes, useTheme } from "./theme.ts";
import { useData } from "./use-data.ts";

/** The frame around every page: where one can go, who one is, how it looks. */
export function Layout({ children }: { children: ComponentChildren }): JSX.Element {
  const [path, go] = useLocation();
  const [helps, setHelps] = useState(false);
  const main = useRef<HTMLElement>(null);
  const overview = useData("overview", (signal) => get<Overview>("/v1/overview", {}, signal), 5).value;
  useKeys({
    "?": () => setHelps(true),
    ...Object.fromEntries(pages.flatMap(({ key, to }) => (key === undefined ? [] : [[key, () => go(to)]]))),
  });
  const isFirst = useRef(true);
  useEffect(() => {
    // A new page is read from its top, by eyes and by screen readers.
    if (!isFirst.current) main.current?.focus({ preventScroll: false });
    isFirst.current = false;
  }, [path]);

  return (
    <div class="frame">
      <a class="skip" href="#main" onClick={(event) => focusMain(event, main.current)}>
        To the content
      </a>
      <header class="side">
        <Link href="/" class="brand">
          Hookyard
        </Link>
        <nav class="nav" aria-label="Pages">
          {pages
            .filter(({ title }) => title !== undefined)
            .map(({ to, title, count }) => (
              <NavLink key={to} to={to} count={overview === undefined ? 0 : (count?.(overview) ?? 0)}>
                {title}
              </NavLink>
            ))}
        </nav>
        <Foot onHelp={() => setHelps(true)} />
      </header>
      <main class="main" id="main" tabIndex={-1} ref={main}>
        {children}
      </main>
      <Toasts />
      {helps && <KeyHelp onClose={() => setHelps(false)} />}
    </div>
  );
}

function focusMain(event: Event, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}

interface NavLinkProps {
  readonly to: string;
  readonly count: number;
  readonly children: ComponentChildren;
}

function NavLink({ to, count, children }: NavLinkProps): JSX.Element {
  const [isExact] = useRoute(to);
  const [isBelow] = useRoute(`${to}/:rest*`);
  const isCurrent = isExact || (to !== "/" && isBelow);
  return (
    <Link href={to} aria-current={isCurrent ? "page" : undefined}>
      {children}
      {count > 0 && <span class="badge badge-bad">{shortCount(count)}</span>}
    </Link>
  );
}

function Foot({ onHelp }: { onHelp: () => void }): JSX.Element {
  const { role } = useSession();
  const [theme, setTheme] = useTheme();
  return (
    <div class="side-foot">
      <label class="row">
        Theme
        <select value={theme} onChange={(event) => setTheme(event.currentTarget.value as Theme)}>
          {themes.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      </label>
      <span class="keys-hint">
        <button type="button" class="button button-plain" onClick={onHelp}>
          Keys <kbd>?</kbd>
        </button>
      </span>
      <button type="button" class="button button-plain" onClick={() => void closeSession()}>
        Log out ({role})
      </button>
    </div>
  );
}

function KeyHelp({ onClose }: { onClose: () => void }): JSX.Element {
  const keys: readonly (readonly [string, string])[] = [
    ["/", "search"],
    ["j and k", "next and previous"],
    ["Enter", "open"],
    ["r", "replay what is shown"],
    ["Escape", "back, or close"],
    ...pages.flatMap(({ key, title }) =>
      key === undefined || title === undefined ? [] : [[key, title] as const],
    ),
    ["?", "this"],
  ];
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl class="facts">
        {keys.map(([key, what]) => (
          <>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </>
        ))}
      </dl>
    </Dialog>
  );
}
