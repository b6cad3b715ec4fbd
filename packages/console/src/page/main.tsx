import { type JSX, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Router, useLocation, useRouter } from "wouter-preact";
import { CallError, loggedOut, messageOf } from "./api.ts";
import { Layout } from "./layout.tsx";
import { pages } from "./pages.tsx";
import { Empty, Loading } from "./part/notice.tsx";
import { openSession, type Session, SessionContext } from "./session.ts";

type Entry = Session | "opening" | { readonly refused: string };

function App(): JSX.Element {
  const [entry, setEntry] = useState<Entry>("opening");
  useEffect(() => {
    openSession().then(setEntry, (error: unknown) => setEntry({ refused: refusalOf(error) }));
    const leave = (): void => setEntry({ refused: "You are logged out." });
    addEventListener(loggedOut, leave);
    return () => removeEventListener(loggedOut, leave);
  }, []);
  if (entry === "opening") return <Loading />;
  if ("refused" in entry) return <Refused message={entry.refused} />;
  return (
    <SessionContext.Provider value={entry}>
      <Router base="/console">
        <Layout>
          <CurrentPage />
        </Layout>
      </Router>
    </SessionContext.Provider>
  );
}

function CurrentPage(): JSX.Element {
  const [path] = useLocation();
  const { matcher } = useRouter();
  for (const { to, show: Show } of pages) {
    const [isHere, params] = matcher(to, path);
    if (isHere) return <Show key={path} params={params ?? {}} />;
  }
  return <Empty title="There is no such page" />;
}

function refusalOf(error: unknown): string {
  return error instanceof CallError && error.status === 401 ? "" : messageOf(error);
}

function Refused({ message }: { message: string }): JSX.Element {
  return (
    <main class="login">
      <h1>Hookyard's console</h1>
      {message !== "" && <p>{message}</p>}
      <p>
        Open the link that <code>npx hookyard console</code> prints, with <code>--stage</code> that of a
        deployed stage: it logs this browser in.
      </p>
    </main>
  );
}

const app = document.getElementById("app");
if (app !== null) render(<App />, app);
