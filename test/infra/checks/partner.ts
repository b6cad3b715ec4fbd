import { at, named, ofType, withOutput } from "../graph.ts";
import { type Check, same } from "./check.ts";
import { withoutConsole } from "./console.ts";
import { environmentOf, only, types } from "./consumer-parts.ts";
import { ownRuleOnly, publishing, sameGrants } from "./permissions.ts";

/** What holds where a source names a partner bus; of other stages these say nothing. */
export const partnerChecks: readonly Check[] = [
  {
    sentence:
      "each partner bus that a source names has a rule to the partner function, with a dead-letter queue",
    *problems({ graph, router }) {
      for (const { name, partnerBus } of Object.values(router.sources)) {
        if (partnerBus === undefined) continue;
        const rule = only(graph, types.rule, "eventBusName", partnerBus);
        const target = only(graph, types.target, "rule", rule.outputs["name"]);
        const partner = named(graph, types.function, "PartnerFunction");
        const deadLetters = withOutput(graph, types.queue, "arn", at(target.inputs, "deadLetterConfig.arn"));
        yield* same(
          `${name}: pattern`,
          rule.inputs["eventPattern"],
          JSON.stringify({ source: [partnerBus] }),
        );
        yield* same(`${name}: bus of the target`, target.inputs["eventBusName"], partnerBus);
        yield* same(`${name}: target`, target.inputs["arn"], partner.outputs["arn"]);
        yield* same(`${name}: tries`, at(target.inputs, "retryPolicy.maximumRetryAttempts"), 185);
        yield* same(
          `${name}: retention of dead letters`,
          deadLetters.inputs["messageRetentionSeconds"],
          14 * 86_400,
        );
        const permission = only(graph, types.permission, "sourceArn", rule.outputs["arn"]);
        yield* same(`${name}: who may invoke`, permission.inputs["principal"], "events.amazonaws.com");
        yield* same(`${name}: what it may invoke`, permission.inputs["function"], partner.outputs["name"]);
      }
    },
  },
  {
    sentence: "what the partner function fails at three times is kept, and it may do what the ingest may",
    *problems({ graph, router }) {
      const buses = Object.values(router.sources).flatMap(({ partnerBus }) => partnerBus ?? []);
      if (buses.length === 0) return;
      const partner = named(graph, types.function, "PartnerFunction");
      const deadLetters = named(graph, types.queue, "PartnerDeadLettersQueue");
      const failures = only(
        graph,
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        "functionName",
        partner.outputs["name"],
      );
      const destination = at(failures.inputs, "destinationConfig.onFailure.destination");
      yield* same("where failures go", destination, deadLetters.outputs["arn"]);
      yield* same("retries", failures.inputs["maximumRetryAttempts"], 2);
      const rules = buses.map((bus) => only(graph, types.rule, "eventBusName", bus).outputs["arn"]);
      yield* ownRuleOnly(graph, deadLetters, rules);
      yield* sameGrants(graph, partner, [
        ...publishing(graph),
        `sqs:SendMessage ${String(deadLetters.outputs["arn"])}`,
      ]);
      const secrets = Object.keys(environmentOf(partner)).filter((name) =>
        name.startsWith("HOOKYARD_SECRET_"),
      );
      yield* same("secrets of the partner function", secrets, []);
      yield* same("URLs", withoutConsole(graph, ofType(graph, types.functionUrl), "functionName").length, 1);
    },
  },
];
