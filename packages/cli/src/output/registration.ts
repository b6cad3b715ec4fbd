import type { Plan, ProviderClient, Step } from "@hookyard/register";
import type { Call } from "../command/command.ts";
import { renderFacts } from "./facts.ts";
import { printable } from "./printable.ts";

/** What there is at the provider, how it differs, and what will be done. */
export function planText({ paint }: Pick<Call<object>, "paint">, client: ProviderClient, plan: Plan): string {
  const { endpoint, drift, steps, types } = plan;
  const facts = renderFacts(paint, [
    ["provider", client.name],
    ["endpoint", endpoint === undefined ? "none yet" : printable(endpoint.id)],
    ["URL", printable(plan.url)],
    ...(client.subscriptions.areChosen === false ? [] : [["types", printable(types.join(", "))] as const]),
  ]);
  if (plan.action === "remove" && steps.length === 0) return `${facts}\nThere is nothing to remove.\n`;
  const differences = drift.map(({ message }) => `${paint("yellow", "!")} ${printable(message)}\n`);
  const doing = steps.map((step) => `  ${willText(step)}\n`);
  if (steps.length === 0 && drift.length === 0)
    return `${facts}\n${paint("green", "✓")} Everything is as the router wants it.\n`;
  const notes = client.notes === undefined || steps.length === 0 ? "" : `${paint("dim", client.notes)}\n`;
  const heading = steps.length === 0 ? "" : "\nTo do:\n";
  return `${facts}${drift.length === 0 ? "" : "\n"}${differences.join("")}${heading}${doing.join("")}${notes}`;
}

/** One step as it will be done. */
function willText(step: Step): string {
  switch (step.kind) {
    case "create":
      return "create the endpoint, and keep its secret";
    case "update":
      return `update ${printable(step.endpoint.id)}${step.setsSecret ? ", and set its secret" : ""}`;
    case "replace":
      return `create a second endpoint, and keep its secret; ${printable(step.endpoint.id)} goes when the overlap has ended`;
    case "recreate":
      return `create a new endpoint in the place of ${printable(step.endpoint.id)}, which cannot be changed`;
    case "reveal":
      return "read its secret, and keep it";
    case "rotate":
      return "have the provider make a new secret, and keep it; the one before stays accepted for the overlap";
    case "retire":
      return `remove ${printable(step.endpoint.id)}, which was replaced`;
    case "remove":
      return `remove ${printable(step.endpoint.id)} (${printable(step.endpoint.url)})`;
  }
}

/** One step while it is done. */
export function stepText(step: Step, client: ProviderClient): string {
  switch (step.kind) {
    case "create":
      return `Creating the endpoint at ${client.name} …`;
    case "update":
      return `Updating the endpoint at ${client.name} …`;
    case "replace":
      return `Creating a second endpoint at ${client.name} …`;
    case "recreate":
      return `Making the endpoint at ${client.name} anew …`;
    case "reveal":
      return "Reading its secret …";
    case "rotate":
      return "Rotating its secret …";
    case "retire":
      return "Removing the endpoint that was replaced …";
    case "remove":
      return "Removing the endpoint …";
  }
}

/** The answer for a program: no secret is in it. */
export function registerReport(
  source: string,
  client: ProviderClient,
  plan: Plan,
  result: "changed" | "unchanged",
  endpoint = plan.endpoint?.id,
): object {
  return {
    source,
    provider: client.provider,
    action: plan.action,
    result,
    ...(endpoint !== undefined && { endpoint }),
    url: plan.url,
    types: plan.types,
    drift: plan.drift,
    steps: plan.steps.map((step) => ({
      kind: step.kind,
      ...("endpoint" in step && { endpoint: step.endpoint.id }),
    })),
  };
}
