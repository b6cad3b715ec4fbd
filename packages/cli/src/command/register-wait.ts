import { secretVariable } from "@hookyard/core/secret-variable";
import { HookyardError } from "@hookyard/core/errors";
import type { SourceReport } from "@hookyard/core/operator/operator";
import { UsageError, type ExitCode } from "../failure.ts";
import { printable } from "../output/printable.ts";
import { renderFacts } from "../output/facts.ts";
import { type Call, writeJson } from "./command.ts";
import { withOperator } from "./operator.ts";
import type { ProviderSession } from "./provider-session.ts";
import type { RegisterOptions } from "./register.ts";

const lookMilliseconds = 1_000;

/** What a person enters where, for a provider whose endpoints no API makes; then waits for the first request. */
export async function registerByHand(
  call: Call<RegisterOptions>,
  { source, client, types }: ProviderSession,
  url: string,
): Promise<ExitCode> {
  const { io, options, json, paint } = call;
  if (options.check === true || options.rotate === true || options.remove === true) {
    throw new UsageError(
      `${source.provider.name} has no API for its endpoints: what it has there can be looked at and changed by hand alone.`,
    );
  }
  const { manualSteps } = await import("@hookyard/register");
  const steps = manualSteps({
    provider: source.provider,
    url,
    types: client === undefined ? types : ["*"],
    secretPlace: await secretPlace(call, source.name),
  });
  if (json) writeJson(io, { source: source.name, provider: source.provider.id, byHand: steps });
  else {
    io.stdout.write(
      `${source.provider.name} has no API that makes endpoints. Enter this by hand:\n\n${renderFacts(paint, [
        ["page", printable(steps.page)],
        ...steps.fields.map(({ field, value }) => [field, printable(value)] as const),
        ["secret", printable(steps.secret)],
      ])}\n`,
    );
  }
  const isWatched = io.stdout.isTTY && !json && io.ask !== undefined;
  if (options.wait === true || isWatched) return waitForFirst(call, source.name, io.now());
  return 0;
}

/** Where a person puts the secret, and what makes it count. */
async function secretPlace({ io }: Call<RegisterOptions>, source: string): Promise<string> {
  const { deployCommand, secretAdvice } = await io.engine();
  const variable = secretVariable(source);
  return deployCommand === undefined || secretAdvice === undefined
    ? `Put it into ${variable} (in .env, or the environment), and start again`
    : `${secretAdvice(source)}, then ${deployCommand}`;
}

/** Waits until a request of the source verifies, and says so. Exit code 1 when none does in time. */
export async function waitForFirst(
  call: Call<RegisterOptions>,
  source: string,
  since: Date,
): Promise<ExitCode> {
  const { io, options, json, paint } = call;
  const stop = io.stopSignal();
  const until = io.now().getTime() + options.timeout * 1000;
  if (!json)
    io.stdout.write(`Waiting for the first request to "${source}" that verifies. Ctrl-C ends the wait.\n`);
  const before = await look(call, source);
  for (let told = refusals(before); !stop.aborted && io.now().getTime() < until; ) {
    const now = await look(call, source);
    if (verified(now) > verified(before)) {
      const milliseconds = io.now().getTime() - since.getTime();
      if (json) writeJson(io, { source, verified: true, afterMilliseconds: milliseconds });
      else io.stdout.write(`${paint("green", "✓")} A request came and verified${typeOf(now)}.\n`);
      return 0;
    }
    const refused = refusals(now);
    if (refused > told && !json) {
      const why = now?.refused.at(-1)?.explanation?.message ?? now?.refused.at(-1)?.reason ?? "";
      io.stdout.write(`${paint("yellow", "!")} A request came and was refused: ${printable(why)}\n`);
    }
    told = refused;
    await io.wait(lookMilliseconds, stop);
  }
  if (json) writeJson(io, { source, verified: false });
  else io.stdout.write(`No request has verified${stop.aborted ? "" : ` within ${options.timeout} s`}.\n`);
  return 1;
}

/** The source as it is now; `undefined` while nothing has ever run here. */
async function look(call: Call<RegisterOptions>, source: string): Promise<SourceReport | undefined> {
  try {
    return await withOperator(call, async ({ operator }) =>
      (await operator.sources()).find((each) => each.source === source),
    );
  } catch (error) {
    // Hookyard may be started while this waits.
    if (error instanceof HookyardError && error.code === "data_directory_missing") return undefined;
    throw error;
  }
}

function verified(report: SourceReport | undefined): number {
  const bySecret = report?.verifiedBySecret.reduce((sum, count) => sum + count, 0) ?? 0;
  return bySecret + (report?.accepted ?? 0) + (report?.duplicates ?? 0);
}

function refusals(report: SourceReport | undefined): number {
  return report?.refused.reduce((sum, { count }) => sum + count, 0) ?? 0;
}

function typeOf(report: SourceReport | undefined): string {
  const type = report?.lastEvent?.type;
  return type === undefined ? "" : `: ${printable(type)}`;
}
