import type { SourceDefinition } from "@hookyard/core/router/router";
import { createHandshakes, type HandshakeRequest } from "@hookyard/core/testing";
import { type ExitCode, UsageError } from "../failure.ts";
import { answerLine } from "../output/answers.ts";
import type { Answer } from "../trigger/answer.ts";
import { type ReadAnswer, send } from "../trigger/send.ts";
import { type Call, writeJson } from "./command.ts";

export interface HandshakeTarget {
  readonly source: SourceDefinition;
  readonly secret: string;
  readonly url: string;
}

/** `hookyard trigger <source> --handshake`: asks what the provider asks, one question after the other. */
export async function shakeHands(
  call: Call<object>,
  { source, secret, url }: HandshakeTarget,
): Promise<ExitCode> {
  const { io, json, paint, args } = call;
  const { provider, settings } = source;
  if (args.length > 1) throw new UsageError("--handshake takes no type: all questions are asked.");
  const questions = await createHandshakes(provider, {
    secret,
    url,
    now: io.now(),
    settings,
    random: io.random,
  });
  if (questions.length === 0) {
    const asks = provider.handshakes !== undefined || provider.signedHandshakes !== undefined;
    throw new UsageError(
      asks
        ? `There is no sample yet of what ${provider.name} asks.`
        : `${provider.name} asks nothing before it sends: its first request is an ordinary event.`,
    );
  }
  if (!json) io.stdout.write(`${paint("dim", `${provider.name} asks → ${url}`)}\n`);
  const answers: { readonly question: string; readonly answer: Answer }[] = [];
  for (const question of questions) {
    const answer = await send(io, question.request, judge(question));
    answers.push({ question: question.name, answer });
    if (!json) io.stdout.write(`${question.name}  ${answerLine(answer, paint)}`);
  }
  const unexpected = answers.filter(({ answer }) => !answer.expected).length;
  if (json) {
    const told = answers.map(({ question, answer }) => ({ question, ...answer }));
    writeJson(io, { source: source.name, url, handshakes: told, unexpected });
  }
  return unexpected === 0 ? 0 : 1;
}

/**
 * Whether it is the answer that the provider wants: otherwise it would not take the endpoint. Where the endpoint asks
 * the provider in return, which knows nothing of a sample, that it believed the question and heard no is right too.
 */
function judge({ answer, confirmation }: HandshakeRequest): ReadAnswer {
  return (response, text, milliseconds) => {
    const isUnconfirmed = confirmation !== undefined && isAnswer(confirmation.unconfirmed, response, text);
    const outcome = isAnswer(answer, response, text) ? "answered" : "answered wrongly";
    return {
      status: response.status,
      outcome: isUnconfirmed
        ? "believed, and not confirmed: a sample is nothing that the provider knows of"
        : outcome,
      milliseconds,
      expected: isUnconfirmed || outcome === "answered",
    };
  };
}

function isAnswer(
  { status, body, headers = {} }: HandshakeRequest["answer"],
  response: Response,
  text: string,
): boolean {
  const hasHeaders = Object.entries(headers).every(([name, value]) => response.headers.get(name) === value);
  return response.status === status && (body === undefined || text === body) && hasHeaders;
}
