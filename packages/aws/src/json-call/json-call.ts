import type { AwsCredentials } from "../clients.ts";
import { errorCodeOf } from "../bus/service-error.ts";
import { waitMilliseconds } from "../bus/time-budget.ts";
import { type Answer, createExchange, type ExchangeOptions } from "./exchange.ts";
import { isAboutTime, isTransient, readFault } from "./service-fault.ts";
import { createSigner } from "./signature.ts";

export interface JsonCallOptions extends ExchangeOptions {
  /** As in a signature: `dynamodb`. */
  readonly service: string;
  readonly jsonVersion: "1.0" | "1.1";
  readonly region: string;
  /** What the names of operations begin with: `DynamoDB_20120810`. */
  readonly targetPrefix: string;
  readonly credentials: () => Promise<AwsCredentials>;
  /** With the first. */
  readonly maxAttempts: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/**
 * Calls an operation with its input as it goes over the wire, and answers its output so. Rejects with a `ServiceFault`
 * that is named by the service's code, with a `TimeoutError`, or as the connection failed.
 */
export type JsonCall = (operation: string, input: object) => Promise<unknown>;

/** More than this apart, a clock is wrong, and a signature by it may be refused. */
const maxSkewMilliseconds = 300_000;

/**
 * An AWS service that speaks AWS JSON, without its SDK client: for the few operations that one webhook needs, where
 * the client costs more than all else of it. Tries again what may succeed (a lost connection, a throttle, a 5xx) with
 * full jitter, and corrects the clock where the service says that it is wrong.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html and aws-json-1_1-protocol.html
 */
export function createJsonCall(options: JsonCallOptions): JsonCall {
  const { service, region, targetPrefix, endpoint, credentials, maxAttempts, now } = options;
  const exchange = createExchange(options);
  const sign = createSigner();
  let skewMilliseconds = 0;

  const send = async (operation: string, body: Buffer): Promise<Answer> => {
    const headers = {
      "content-length": String(body.length),
      "content-type": `application/x-amz-json-${options.jsonVersion}`,
      host: endpoint.host,
      "x-amz-target": `${targetPrefix}.${operation}`,
    };
    const time = new Date(now() + skewMilliseconds);
    const signed = sign({ service, region, credentials: await credentials(), time, headers, body });
    return exchange(signed, body);
  };

  /** Whether the service's clock showed that ours is wrong: then the same is signed anew by its time. */
  const learnTime = (date: string | undefined): boolean => {
    const skew = Date.parse(date ?? "") - now();
    if (Number.isNaN(skew) || Math.abs(skew - skewMilliseconds) < maxSkewMilliseconds) return false;
    skewMilliseconds = skew;
    return true;
  };

  return async (operation, input) => {
    const body = Buffer.from(JSON.stringify(input));
    let isTimeLearnt = false;
    for (let tries = 1; ; tries++) {
      try {
        const answer = await send(operation, body);
        if (answer.status === 200) return JSON.parse(answer.body);
        const type = answer.headers["x-amzn-errortype"];
        const fault = readFault(answer.status, Array.isArray(type) ? type[0] : type, answer.body);
        if (!isAboutTime(fault.name) || isTimeLearnt || !learnTime(answer.headers.date)) throw fault;
        isTimeLearnt = true;
        tries -= 1; // what was refused for our clock alone was no try
        continue;
      } catch (error) {
        if (tries >= maxAttempts || !isTransient(errorCodeOf(error), error)) throw error;
      }
      await options.sleep(waitMilliseconds(tries, options.random));
    }
  };
}
