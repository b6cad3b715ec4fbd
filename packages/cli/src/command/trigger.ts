import { type Command, Option } from "commander";
import type { ExitCode } from "../failure.ts";
import { answerLine, answersSummary } from "../output/answers.ts";
import { createProgress } from "../output/progress.ts";
import { type Answer, type Tampering, tamperings } from "../trigger/answer.ts";
import { createSender } from "../trigger/sender.ts";
import { pace } from "../trigger/send.ts";
import { chooseSampleType } from "../trigger/sample-type.ts";
import {
  findSource,
  loadTargetRouter,
  signingSecret,
  targetUrl,
  type TargetOptions,
} from "../trigger/target.ts";
import type { Assignment } from "../value/assignment.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { assignments, httpUrl, nonEmpty, perSecond, wholeNumber } from "./option-value.ts";
import { shakeHands } from "./trigger-handshake.ts";
import { listTypes } from "./trigger-list.ts";
import { reportOutcomes } from "./trigger-wait.ts";

interface TriggerOptions {
  readonly set?: readonly Assignment[];
  readonly tamper?: Tampering;
  readonly handshake?: boolean;
  readonly count: number;
  readonly rate?: number;
  readonly url?: URL;
  readonly router?: string;
  readonly list?: boolean;
  readonly wait?: boolean;
  readonly timeout: number;
}

const mostLines = 10;

/** `hookyard trigger <source> [type]`. */
export function addTrigger(program: Command, context: CommandContext): void {
  addCommand<TriggerOptions>(program, context, {
    name: "trigger",
    summary: "send a signed sample of a source's provider",
    description:
      "Sends a sample webhook, signed as the provider would, to the Hookyard that runs here. Every sample is a new event.",
    configure: (command) =>
      command
        .argument("[source]", "a source of the router")
        .argument("[type]", "the provider's type, or the domain event's (default: the provider's first)")
        .option("--list", "list the types there are samples of")
        .option("--set <path=value>", "set a field of the payload; may be repeated", assignments)
        .addOption(
          new Option(
            "--tamper <how>",
            "send what should be refused, the same twice, or two events in the wrong order",
          ).choices(tamperings),
        )
        .addOption(
          new Option(
            "--handshake",
            "ask what the provider asks about an endpoint before it sends, in place of an event",
          ).conflicts(["tamper", "set", "count", "rate", "wait", "list"]),
        )
        .option("--count <number>", "how many", wholeNumber(1, 100_000), 1)
        .option(
          "--rate <number>",
          "how many a second, such as 20/s; without it, as fast as they go",
          perSecond,
        )
        .addOption(
          new Option("--wait", "wait until every delivery is done or dead, and show it").conflicts("url"),
        )
        .option("--timeout <seconds>", "how long --wait waits", wholeNumber(1, 3600), 30)
        .option("--url <url>", "send there in place of the Hookyard that runs here", httpUrl)
        .option("--router <file>", "the router (default: that of the Hookyard that runs here)", nonEmpty),
    examples: [
      ["hookyard trigger stripe", "a payment"],
      ["hookyard trigger stripe --list", "what else there is"],
      ["hookyard trigger github push --set ref=refs/heads/main --wait", "a push, and what became of it"],
      ["hookyard trigger stripe --tamper signature", "what a forged webhook is answered"],
      ["hookyard trigger slack --handshake", "what Slack asks when a URL is set"],
      ["hookyard trigger stripe --count 1000 --rate 50/s", "twenty seconds of load"],
    ],
    reachesStages: true,
    run: trigger,
  });
}

async function trigger(call: Call<TriggerOptions>): Promise<ExitCode> {
  const { io, options, args, json, dataDirectory } = call;
  const [sourceName, typeName] = args;
  const target: TargetOptions = {
    dataDirectory,
    ...(options.url === undefined ? {} : { url: options.url }),
    ...(options.router === undefined ? {} : { router: options.router }),
  };
  const router = await loadTargetRouter(io, target);
  const source = findSource(router, sourceName);
  if (options.list === true) return listTypes(call, source);
  const type = options.handshake === true ? "" : chooseSampleType(source.provider, typeName);
  const url = targetUrl(await io.engine(), target, source.name);
  const secret = await signingSecret(io, router, target, source.name);
  if (options.handshake === true) return shakeHands(call, { source, secret, url });
  const sendSample = createSender(io, { router, source, secret, url, type, options });

  if (!json)
    io.stdout.write(
      `${call.paint("dim", `${source.provider.name} ${type}${tamperText(options.tamper)} → ${url}`)}\n`,
    );
  const { answers, stopped } = await sendAll(call, sendSample);
  const hint = options.wait === true ? undefined : call.hint;
  if (!json) io.stdout.write(answersSummary(answers, { paint: call.paint, stopped, hint }));
  const outcomes = options.wait === true ? await reportOutcomes(call, answers) : undefined;
  if (json) {
    writeJson(io, {
      source: source.name,
      type,
      url,
      ...(options.tamper === undefined ? {} : { tamper: options.tamper }),
      answers,
      unexpected: answers.filter(({ expected }) => !expected).length,
      ended: stopped ? "stopped" : "complete",
      ...(outcomes === undefined ? {} : { deliveries: outcomes.deliveries, settled: outcomes.settled }),
    });
  }
  const isGood = !stopped && answers.every(({ expected }) => expected) && outcomes?.good !== false;
  return isGood ? 0 : 1;
}

function tamperText(tamper: Tampering | undefined): string {
  switch (tamper) {
    case undefined:
      return "";
    case "signature":
      return ", signed with another secret";
    case "clock":
      return ", signed a day ago";
    case "body":
      return ", changed after it was signed";
    case "duplicate":
      return ", sent twice";
    case "order":
      return ", the newer of two first";
  }
}

async function sendAll(
  { io, options, json, paint }: Call<TriggerOptions>,
  sendSample: () => Promise<readonly Answer[]>,
): Promise<{ readonly answers: readonly Answer[]; readonly stopped: boolean }> {
  const stop = io.stopSignal();
  const showEach = !json && options.count <= mostLines;
  const progress = createProgress(io, "Sending", showEach ? 0 : options.count);
  const answers: Answer[] = [];
  let sent = 0;
  await pace(io, {
    count: options.count,
    ...(options.rate === undefined ? {} : { rate: options.rate }),
    stop,
    work: async () => {
      for (const answer of await sendSample()) {
        answers.push(answer);
        if (showEach) io.stdout.write(answerLine(answer, paint));
      }
      sent += 1;
      progress.update(sent);
    },
  });
  progress.end();
  return { answers, stopped: sent < options.count };
}
