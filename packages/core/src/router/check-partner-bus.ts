import type { Provider } from "../provider.ts";
import type { RouterProblem } from "./problem.ts";
import type { SourceDefinition } from "./router.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreatePartnerEventSource.html */
const partnerSourceName = /^aws\.partner(\/[.\-_A-Za-z0-9]+){2,}$/;
const maxNameLength = 256;

/** What is wrong with a source's `partnerBus`; `undefined` when nothing is. */
export function partnerBusProblem(partnerBus: unknown, provider: Provider): string | undefined {
  const { partnerSource } = provider;
  if (partnerSource === undefined) {
    return `is of no use: ${provider.name} sends no events to EventBridge by itself; leave it out`;
  }
  const example = `write the partner event source's name as EventBridge shows it, "${partnerSource}…"`;
  if (typeof partnerBus !== "string") return `is not text: ${example}`;
  const shown = JSON.stringify(partnerBus.slice(0, 100));
  if (partnerBus.length > maxNameLength || !partnerSourceName.test(partnerBus)) {
    return `is ${shown}, which is not the name of a partner event source: ${example}`;
  }
  return partnerBus.startsWith(partnerSource)
    ? undefined
    : `is ${shown}, which is not from ${provider.name}: ${example}`;
}

/** Sources that name the same partner bus: its events could not be told apart. */
export function sharedBusProblems(sources: readonly SourceDefinition[]): readonly RouterProblem[] {
  const owners = new Map<string, string>();
  const problems: RouterProblem[] = [];
  for (const { name, partnerBus } of sources) {
    if (partnerBus === undefined) continue;
    const owner = owners.get(partnerBus);
    if (owner === undefined) owners.set(partnerBus, name);
    else {
      const message = `is the partner bus of "${owner}" already: an event there could not be told whose it is; name another`;
      problems.push({ path: `sources.${name}.partnerBus`, message });
    }
  }
  return problems;
}
