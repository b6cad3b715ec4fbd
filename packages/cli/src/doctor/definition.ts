import { createEntries } from "@hookyard/core/ingest/entries";
import type { ConsumerDefinition, Router, SourceDefinition } from "@hookyard/core/router/router";
import { typePattern, hasType } from "@hookyard/core/router/type-pattern";
import { createSample, sampleTypes } from "@hookyard/core/testing/create-sample";
import type { BusEntry } from "@hookyard/core/port/bus";
import { type Finding, findingsOf } from "./finding.ts";

const { error } = findingsOf("definition");

export interface DefinitionInput {
  readonly router: Router;
  /** Loads a consumer's handler; rejects when its file does not load or exports none. */
  readonly load: (consumer: string) => Promise<unknown>;
  readonly now: Date;
  readonly random: (size: number) => Uint8Array;
}

/** Handlers that do not load, and patterns that no sample of what they want can match. */
export async function checkDefinition(input: DefinitionInput): Promise<readonly Finding[]> {
  const { router, load } = input;
  const sampled = Object.values(router.sources).flatMap((source) => sampledEntries(source, input));
  const found: Finding[] = [];
  for (const consumer of Object.values(router.consumers)) {
    const failure = await load(consumer.name).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (failure !== undefined) found.push(handlerBroken(consumer, failure));
    found.push(...patternProblem(consumer, sampled));
  }
  return found;
}

function handlerBroken({ name }: ConsumerDefinition, failure: string): Finding {
  return error(
    "handler_broken",
    `the handler of "${name}" does not load: ${failure}`,
    "Hookyard does not start without it",
    `correct consumers/${name}.ts beside the router, or take "${name}" out of it`,
  );
}

function patternProblem(
  { name, on, where }: ConsumerDefinition,
  sampled: readonly BusEntry[],
): readonly Finding[] {
  const wanted = on.map(typePattern);
  const candidates = sampled.filter(({ event }) => wanted.some((pattern) => hasType(pattern, event.type)));
  // Where there is no sample of any wanted type, nothing can be said.
  if (candidates.length === 0 || candidates.some(({ consumers }) => consumers.includes(name))) return [];
  return [
    error(
      "pattern_matches_nothing",
      `the pattern of "${name}" matches none of ${candidates.length} samples of the types that it wants`,
      "it may never be called: every event of those types is turned away by `where`",
      `look at \`where\` of "${name}" (${JSON.stringify(where ?? {}).slice(0, 160)}); a sample to compare with: npx hookyard trigger --list`,
    ),
  ];
}

function sampledEntries(
  source: SourceDefinition,
  { router, now, random }: DefinitionInput,
): readonly BusEntry[] {
  return sampleTypes(source.provider).flatMap((type) => {
    const sample = createSample(source.provider, { type, now, random, settings: source.settings });
    const request = {
      method: sample.method,
      url: `http://localhost/webhooks/${source.name}`,
      headers: Object.entries(sample.headers),
      body: sample.body,
    };
    return createEntries({ router, source, request, receivedAt: now });
  });
}
