import { Agent, type IncomingMessage, request as httpRequest } from "node:http";
import { setTimeout } from "node:timers/promises";
import { signed, type Webhook } from "./webhook.ts";

/** What a sender got for one request. Anything but a complete 2xx is no acknowledgement. */
export type Answer =
  | { readonly kind: "acknowledged"; readonly status: "accepted" | "duplicate" }
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly code: string;
      readonly retryAfter: string | undefined;
    }
  | { readonly kind: "broken" };

/** A webhook and how its delivery ended, as its sender knows it. */
export interface Sending {
  readonly webhook: Webhook;
  /** False: given up after at least one try, so it may be there or not. */
  readonly isAcknowledged: boolean;
  readonly answers: readonly Answer[];
}

export interface SendersOptions {
  readonly count: number;
  readonly secret: string;
  /** The next webhook, or `undefined`: the sender ends. */
  readonly next: () => Webhook | undefined;
  /** Where to send to now; waits while nothing listens. */
  readonly target: () => Promise<string>;
  /** Whether to send again after this answer. */
  readonly resends: (answer: Answer) => boolean;
  readonly onAnswer: (answer: Answer) => void;
}

/** How long a sender waits before it sends again: as a provider does, only that those wait for minutes. */
const resendMilliseconds = 20;

/** Sends from several senders at once, each one webhook after the other. Resolves when all have ended. */
export async function runSenders(options: SendersOptions): Promise<readonly Sending[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.count });
  try {
    const sendings = await Promise.all(
      Array.from({ length: options.count }, () => runSender(options, agent)),
    );
    return sendings.flat();
  } finally {
    agent.destroy();
  }
}

async function runSender(options: SendersOptions, agent: Agent): Promise<readonly Sending[]> {
  const sendings: Sending[] = [];
  for (let webhook = options.next(); webhook !== undefined; webhook = options.next()) {
    sendings.push(await deliver(webhook, options, agent));
  }
  return sendings;
}

async function deliver(webhook: Webhook, options: SendersOptions, agent: Agent): Promise<Sending> {
  const answers: Answer[] = [];
  for (;;) {
    const answer = await send(await options.target(), webhook, options.secret, agent);
    answers.push(answer);
    options.onAnswer(answer);
    if (answer.kind === "acknowledged") return { webhook, isAcknowledged: true, answers };
    if (!options.resends(answer)) return { webhook, isAcknowledged: false, answers };
    await setTimeout(resendMilliseconds);
  }
}

/** Sends once. What goes wrong on the way is `broken`; rejects only when a 2xx says what it must not say. */
export async function send(url: string, webhook: Webhook, secret: string, agent?: Agent): Promise<Answer> {
  const { headers, body } = await signed(webhook, secret);
  return new Promise((resolve, reject) => {
    const broken = (): void => resolve({ kind: "broken" });
    const request = httpRequest(`${url}/webhooks/stripe`, {
      method: "POST",
      headers,
      ...(agent !== undefined && { agent }),
    });
    request.on("error", broken);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", broken);
      response.on("close", () => {
        if (!response.complete) return broken();
        try {
          resolve(readAnswer(response, Buffer.concat(chunks).toString(), webhook));
        } catch (error) {
          reject(error);
        }
      });
    });
    request.end(body);
  });
}

function readAnswer(response: IncomingMessage, text: string, webhook: Webhook): Answer {
  const { statusCode: status = 0, headers } = response;
  const fields = JSON.parse(text) as {
    readonly id?: string;
    readonly status?: string;
    readonly code?: string;
  }; // safe: every answer of ours is an object
  if (status < 200 || status > 299) {
    return { kind: "refused", status, code: fields.code ?? "", retryAfter: headers["retry-after"] };
  }
  const acknowledged =
    fields.status === "accepted" || fields.status === "duplicate" ? fields.status : undefined;
  if (fields.id !== webhook.eventId || acknowledged === undefined) {
    throw new Error(`a 2xx that acknowledges something else: ${text}`);
  }
  return { kind: "acknowledged", status: acknowledged };
}
