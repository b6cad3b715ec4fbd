import type { Json } from "@hookyard/core/event";
import { createEntries, type EntriesInput } from "@hookyard/core/ingest/entries";
import type { Router, SourceDefinition } from "@hookyard/core/router/router";
import { createSample, signWebhook, tamper, type TamperKind } from "@hookyard/core/testing";
import type { Io } from "../io.ts";
import type { Assignment } from "../value/assignment.ts";
import { type Answer, expectations } from "./answer.ts";
import { send } from "./send.ts";

export interface SenderOptions {
  readonly router: Router;
  readonly source: SourceDefinition;
  readonly secret: string;
  readonly url: string;
  readonly type: string;
  readonly options: { readonly set?: readonly Assignment[]; readonly tamper?: TamperKind };
}

/** A function that sends a fresh sample each time it is called, twice where a duplicate is wanted. */
export function createSender(
  io: Pick<Io, "fetch" | "now" | "random">,
  { router, source, secret, url, type, options }: SenderOptions,
): () => Promise<readonly Answer[]> {
  const { provider, settings } = source;
  const set: Readonly<Record<string, Json>> = Object.fromEntries(
    (options.set ?? []).map(({ path, value }) => [path, value]),
  );

  return async () => {
    const now = io.now();
    const sample = createSample(provider, { type, now, random: io.random, set });
    const { method, headers, body } = sample;
    const good = await signWebhook(provider, { secret, url, method, headers, body, now, settings });
    const request =
      options.tamper === undefined
        ? good
        : await tamper(provider, good, options.tamper, { secret, now, settings });
    const answers: Answer[] = [];
    for (const expectation of expectations(options.tamper)) {
      const answer = await send(io, request, expectation);
      answers.push(withEventId(answer, () => firstEventId({ router, source, request, receivedAt: now })));
    }
    return answers;
  };
}

// Some providers want an answer of their own form, without the id; it follows from what was sent.
function withEventId(answer: Answer, eventId: () => string | undefined): Answer {
  if (answer.id !== undefined || answer.status < 200 || answer.status >= 300) return answer;
  const id = eventId();
  return id === undefined ? answer : { ...answer, id };
}

function firstEventId(input: EntriesInput): string | undefined {
  return createEntries(input)[0]?.event.id;
}
