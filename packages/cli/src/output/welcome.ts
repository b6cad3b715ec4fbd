import { relative } from "node:path";
import type { RunningHookyard } from "@hookyard/embedded";
import { secretVariable } from "@hookyard/core/secret-variable";
import { shellWord } from "../value/shell-word.ts";
import type { Paint } from "./paint.ts";
import { printable } from "./printable.ts";
import { type Cell, renderTable } from "./table.ts";

export interface WelcomeOptions {
  readonly running: Pick<
    RunningHookyard,
    "url" | "operatorUrl" | "consoleLink" | "sources" | "consumers" | "createdSecrets"
  >;
  readonly routerFile: string;
  readonly dataDirectory: string;
  readonly cwd: string;
  readonly paint: Paint;
}

/** What a person reads first: what runs, where to post to, and what to type next. */
export function welcome({ running, routerFile, dataDirectory, cwd, paint }: WelcomeOptions): string {
  const data = shorter(cwd, dataDirectory);
  const parts = [
    `${paint("bold", "Hookyard is running")} on ${printable(running.url)}\n` +
      `router ${printable(shorter(cwd, routerFile))}, data in ${printable(data)}, operator API ${printable(running.operatorUrl)}\n` +
      consoleLine(running, paint),
    sourcesTable(running.sources, paint),
    secretsNote(running, data),
    consumersTable(running.consumers, paint),
    nextStep(running, data, paint),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

/** Whoever has the link is in, so it is for a person's terminal and for no log. */
function consoleLine({ consoleLink }: WelcomeOptions["running"], paint: Paint): string {
  return consoleLink === undefined ? "" : `console ${paint("cyan", printable(consoleLink))}\n`;
}

function sourcesTable(sources: RunningHookyard["sources"], paint: Paint): string {
  if (sources.length === 0) return "The router has no sources.\n";
  return renderTable({
    columns: [{ title: "SOURCE" }, { title: "PROVIDER" }, { title: "POST TO" }, { title: "SECRET" }],
    rows: sources.map(({ source, provider, url, secret }): readonly Cell[] => [
      { text: source, style: "bold" },
      provider,
      url,
      secret === "environment" ? secretVariable(source) : { text: "made here", style: "yellow" },
    ]),
    paint,
  });
}

function secretsNote({ sources }: WelcomeOptions["running"], data: string): string {
  const local = sources.find(({ secret }) => secret === "local");
  if (local === undefined) return "";
  return (
    `Secrets "made here" are in ${printable(data)}: triggers work without an account. To receive from the provider, put\n` +
    `its own into ${secretVariable(local.source)} and so on, in the environment or in .env, and start again.\n`
  );
}

function consumersTable(consumers: RunningHookyard["consumers"], paint: Paint): string {
  if (consumers.length === 0) return "The router has no consumers: events are kept and go nowhere.\n";
  return renderTable({
    columns: [{ title: "CONSUMER" }, { title: "LISTENS TO" }],
    rows: consumers.map(({ consumer, on }): readonly Cell[] => [
      { text: consumer, style: "bold" },
      on.join(", "),
    ]),
    paint,
  });
}

function nextStep({ sources }: WelcomeOptions["running"], data: string, paint: Paint): string {
  const [first] = sources;
  if (first === undefined) return "";
  const elsewhere = data === ".hookyard" ? "" : ` --data ${shellWord(data)}`;
  const command = `npx hookyard trigger ${shellWord(first.source)}${elsewhere}`;
  return `Send a webhook, from another terminal:  ${paint("cyan", command)}\n\nCtrl-C stops. What happens:\n`;
}

function shorter(cwd: string, path: string): string {
  const short = relative(cwd, path);
  return short !== "" && !short.startsWith("..") ? short : path;
}
