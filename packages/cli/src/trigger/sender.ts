import type { Json } from "@hookyard/core/event";
import { createEntries, type EntriesInput } from "@hookyard/core/ingest/entries";
import type { Router, SourceDefinition } from "@hookyard/core/router/router";
import {
  createOutOfOrder,
  createSample,
  type SampleRequest,
  type SignedRequest,
  signWebhook,
  tamper,
} from "@hookyard/core/testing";
import type { Io } from "../io.ts";
import type { Assignment } from "../value/assignment.ts";
import { type Answer, expectations, readAnswer, type Tampering } from "./answer.ts";
import { send } from "./send.ts";

export interface SenderOptions {
  readonly router: Router;
  readonly source: SourceDefinition;
  readonly secret: string;
  readonly url: string;
  readonly type: string;
  readonly options: { readonly set?: readonly Assignment[]; readonly tamper?: Tampering };
}

/** A function that sends a fresh sample each time it is called, twice where a duplicate is wanted, two of them where the order is. */
export function createSender(
  io: Pick<Io, "fetch" | "now" | "random">,
  { router, source, secret, url, type, options }: SenderOptions,
): () => Promise<readonly Answer[]> {
  const { provider, settings } = source;
  const set: Readonly<Record<string, Json>> = Object.fromEntries(
    (options.set ?? []).map(({ path, value }) => [path, value]),
  );

  const sign = (sample: SampleRequest, now: Date): Promise<SignedRequest> => {
    const { method, headers, body } = sample;
    return signWebhook(provider, { secret, url, method, headers, body, now, settings });
  };
  const compose = async (now: Date): Promise<readonly SignedRequest[]> => {
    const sampleOptions = { type, now, random: io.random, set, settings };
    if (options.tamper === "order") {
      const [newer, older] = createOutOfOrder(provider, sampleOptions);
      return [await sign(newer, now), await sign(older, now)];
    }
    const good = await sign(createSample(provider, sampleOptions), now);
    if (options.tamper === undefined) return [good];
    const request = await tamper(provider, good, options.tamper, { secret, now, settings });
    return options.tamper === "duplicate" ? [request, request] : [request];
  };

  return async () => {
    const now = io.now();
    const expected = expectations(options.tamper);
    const answers: Answer[] = [];
    for (const [index, request] of (await compose(now)).entries()) {
      const answer = await send(io, request, ({ status }, text, milliseconds) =>
        readAnswer(status, text, milliseconds, expected[index] ?? "accepted"),
      );
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
