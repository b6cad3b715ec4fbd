import type { ScheduleParts, Schedules } from "@hookyard/embedded";
import type { ScheduledReport } from "@hookyard/register";
import type { Io } from "../io.ts";
import { createProgressFile } from "./progress-file.ts";

type World = Pick<Io, "env" | "fetch" | "now" | "wait">;

/** A timer takes 24 days at most; a wait of more than this is several. */
const longestWaitSeconds = 86_400;

/**
 * Runs the line `reconcile` of each source that has it: at once, since what was sent while nobody listened is what never
 * arrived, and then as often as the line says. A run that fails is told and tried again at the next turn.
 */
export function startSourceSchedules(parts: ScheduleParts, world: World): Schedules {
  const stop = new AbortController();
  const loops = Object.values(parts.router.sources).flatMap(({ name, reconcile }) =>
    reconcile === undefined ? [] : [runEvery(name, reconcile.everySeconds)],
  );
  return {
    async stop() {
      stop.abort();
      await Promise.all(loops);
    },
  };

  async function runEvery(source: string, everySeconds: number): Promise<void> {
    while (!stop.signal.aborted) {
      await runOnce(source).catch((error: unknown) => {
        if (stop.signal.aborted) return;
        const why = error instanceof Error ? error.message : "unknown error";
        tell("error", source, `could not be compared with its provider: ${why}`);
      });
      for (let left = everySeconds; left > 0 && !stop.signal.aborted; left -= longestWaitSeconds)
        await world.wait(Math.min(left, longestWaitSeconds) * 1000, stop.signal);
    }
  }

  async function runOnce(source: string): Promise<void> {
    const { acceptedEvents, apiKeyVariable, reconcileSource } = await import("@hookyard/register");
    const { operator, router } = parts;
    const variable = apiKeyVariable(source);
    const apiKey = world.env[variable] ?? "";
    if (apiKey.trim() === "") {
      tell(
        "error",
        source,
        `cannot be compared with its provider: set ${variable} (in .env, or the environment)`,
      );
      return;
    }
    const { fetch, now, wait } = world;
    const send = operator.backfill;
    const report = await reconcileSource({
      router,
      source,
      apiKey,
      registered: parts.registered(source),
      accepted: (since) => acceptedEvents(operator, source, since),
      backfill: send === undefined ? undefined : (requests) => send(source, requests),
      progress: createProgressFile(parts.dataDirectory, source),
      world: { fetch, now, wait, signal: stop.signal },
      stop: stop.signal,
    });
    tellReport(source, report);
  }

  function tellReport(source: string, { missing, recorded, since, until, forgotten }: ScheduledReport): void {
    const gap = missing.filter(({ outcome }) => outcome !== "arrived");
    const open = gap.filter(({ outcome }) => outcome !== "backfilled").length;
    const fields = { recorded, since, until, neverArrived: gap.length, backfilled: gap.length - open };
    if (forgotten !== undefined) {
      const time = `${forgotten.since} to ${forgotten.until}`;
      tell("warn", source, `was not compared from ${time}, and its provider does not remember it any more`);
    }
    if (gap.length === 0)
      return tell("info", source, "everything that its provider has on record arrived", fields);
    const command = `npx hookyard reconcile ${source} --since ${since}`;
    if (open > 0) return tell("error", source, `${open} events never arrived: ${command}`, fields);
    tell("warn", source, `${gap.length} events never arrived, and were brought in`, fields);
  }

  function tell(
    level: "info" | "warn" | "error",
    source: string,
    message: string,
    fields: Readonly<Record<string, string | number>> = {},
  ): void {
    const time = world.now().toISOString();
    parts.log({ time, level, event: "engine", message, fields: { source, ...fields } });
  }
}
