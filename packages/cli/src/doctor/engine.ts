import { secretVariable } from "@hookyard/core/secret-variable";
import type { Operator, SourceReport } from "@hookyard/core/operator/operator";
import type { Router } from "@hookyard/core/router/router";
import { type Finding, findingsOf } from "./finding.ts";

const { error, warning } = findingsOf("engine");

export interface EngineInput {
  readonly operator: Operator;
  readonly mode: "running" | "stopped";
  readonly router: Router | undefined;
  readonly now: Date;
  /** `dead-letters list` → the command line to copy. */
  readonly command: (line: string) => string;
  /** How a source gets a secret there; without it, as on this machine. */
  readonly secretAdvice?: ((source: string) => string) | undefined;
}

const oldBacklogSeconds = 300;
/** Refusals count for so long. */
const recentMilliseconds = 86_400_000;
const rhythmEvents = 100;
/** Fewer than this are no rhythm. */
const leastEvents = 10;

/** What the engine has to say: backlog, dead letters, refusals, silence. */
export async function checkEngine(input: EngineInput): Promise<readonly Finding[]> {
  const { operator, mode, router, command } = input;
  const [overview, sources, consumers] = await Promise.all([
    operator.overview(),
    operator.sources(),
    operator.consumers(),
  ]);
  const found: Finding[] = [];
  const { storage, backlogAgeSeconds, deliveries, conflicts } = overview;
  if (storage.usedBytes > storage.limitBytes * 0.9) {
    found.push(
      error(
        "storage_nearly_full",
        "the database has more than 90 % of what it may take",
        "at its limit every webhook is refused with 503",
        "npx hookyard start --max-storage '20 GB', or keep less with --retention",
      ),
    );
  }
  if (mode === "running" && backlogAgeSeconds > oldBacklogSeconds) {
    const slow = consumers.toSorted((one, other) => other.backlogAgeSeconds - one.backlogAgeSeconds)[0];
    found.push(
      error(
        "backlog_old",
        `the oldest delivery has been due for ${Math.round(backlogAgeSeconds)} s${slow === undefined ? "" : `, of "${slow.consumer}"`}`,
        "its events have their effect late, and the backlog grows until new ones are refused",
        `raise concurrency of "${slow?.consumer ?? ""}" in the router, or look why it is slow: ${command("events --state scheduled")}`,
      ),
    );
  }
  if (deliveries.dead > 0) {
    found.push(
      error(
        "dead_letters",
        `${deliveries.dead} dead ${deliveries.dead === 1 ? "letter" : "letters"}`,
        "their events had no effect, and are not tried again by themselves",
        `${command("dead-letters list")}, then ${command("dead-letters replay")}`,
      ),
    );
  }
  for (const { consumer, defined, deliveries: own } of consumers) {
    if (defined || router === undefined || own.scheduled === 0) continue;
    found.push(
      warning(
        "consumer_gone",
        `${own.scheduled} deliveries wait for "${consumer}", which the router does not have any more`,
        "nobody will ever take them",
        `put "${consumer}" back into the router`,
      ),
    );
  }
  if (conflicts > 0) {
    found.push(
      warning(
        "conflicts",
        `${conflicts} events came again under the same id with another body`,
        "either the provider uses an id twice, or somebody who knows the secret sends",
        `${command("events show <id>")} shows both bodies`,
      ),
    );
  }
  for (const source of sources) {
    found.push(...secretsOf(source, input), ...refusals(source, input), ...budget(source, input));
    found.push(...(await silence(input, source)));
  }
  return found;
}

function secretsOf(
  { source, secrets }: SourceReport,
  { mode, command, secretAdvice }: EngineInput,
): readonly Finding[] {
  if (secrets.origin !== "none" || mode === "stopped") return [];
  return [
    error(
      "secret_missing",
      `the source "${source}" has no secret`,
      "every request to it is refused",
      secretAdvice === undefined
        ? `${command(`register ${source} --url https://…`)}, or set ${secretVariable(source)}`
        : `${command(`register ${source}`)}, or by hand. ${secretAdvice(source)}`,
    ),
  ];
}

function refusals({ source, refused }: SourceReport, { now, command }: EngineInput): readonly Finding[] {
  return refused
    .filter(({ lastTime }) => now.getTime() - Date.parse(lastTime) < recentMilliseconds)
    .map(({ reason, count, explanation }) =>
      warning(
        "requests_refused",
        `${count} requests to "${source}" were refused: ${explanation?.message ?? reason.replaceAll("_", " ")}`,
        "genuine webhooks may be among them, and many providers do not send again",
        command(`refused --source ${source}`),
      ),
    );
}

/** Before a provider switches an endpoint off that answers late. */
function budget(
  { source, acknowledgements }: SourceReport,
  { command, secretAdvice }: EngineInput,
): readonly Finding[] {
  const deadline = acknowledgements?.deadlineSeconds;
  if (acknowledgements === undefined || deadline === undefined || acknowledgements.count < leastEvents)
    return [];
  const used = acknowledgements.p99Milliseconds / (deadline * 1000);
  if (used < 0.5) return [];
  const percent = Math.round(used * 100);
  return [
    (used >= 1 ? error : warning)(
      "acknowledgement_slow",
      `"${source}" is acknowledged in ${Math.round(acknowledgements.p99Milliseconds)} ms (p99), ${percent} % of the provider's ${deadline} s`,
      "what is late counts as failed: the provider sends again, and in the end switches the endpoint off",
      secretAdvice === undefined
        ? `look at the disk and the load of this machine: ${command("sources")}`
        : `give the ingest function memory, or provisionedConcurrency, in infra/settings.ts: ${command("sources")}`,
    ),
  ];
}

/** A source that has been silent for much longer than it ever is. */
async function silence(
  { operator, now, command }: EngineInput,
  { source }: SourceReport,
): Promise<readonly Finding[]> {
  const { rows } = await operator.events({ source, limit: rhythmEvents });
  const times = rows.map(({ receivedtime }) => Date.parse(receivedtime));
  const last = times[0];
  if (last === undefined || times.length < leastEvents) return [];
  const gaps = times.slice(1).map((time, index) => (times[index] ?? time) - time);
  const longest = Math.max(...gaps);
  const silent = now.getTime() - last;
  const hour = 3_600_000;
  if (silent < Math.max(hour, 5 * longest)) return [];
  return [
    warning(
      "source_silent",
      `nothing has come to "${source}" for ${Math.round(silent / hour)} h; before, never longer than ${Math.max(1, Math.round(longest / 60_000))} min`,
      "the endpoint may be disabled, or the way to it closed",
      `${command(`register ${source} --check`)}, then ${command(`reconcile ${source}`)}`,
    ),
  ];
}
