import { at, byText, ofType, text } from "../graph.ts";
import { type Check, same } from "./check.ts";
import { withoutConsole } from "./console.ts";
import { environmentOf, ingestFunction, types } from "./consumer-parts.ts";

export const ingestChecks: readonly Check[] = [
  {
    sentence: "one function has a URL: the ingest's, open to all, without CORS and without streaming",
    *problems({ graph }) {
      const urls = withoutConsole(graph, ofType(graph, types.functionUrl), "functionName");
      yield* same("URLs", urls.length, 1);
      for (const { inputs } of urls) {
        yield* same("the function of the URL", inputs["functionName"], ingestFunction(graph).outputs["name"]);
        yield* same("where the URL leads", inputs["qualifier"], "live");
        yield* same("authorization of the URL", inputs["authorizationType"], "NONE");
        yield* same("CORS of the URL", inputs["cors"], undefined);
        yield* same("invoke mode of the URL", inputs["invokeMode"], "BUFFERED");
      }
    },
  },
  {
    sentence: "anybody may use the ingest function's URL, and invoke no function otherwise",
    *problems({ graph }) {
      const all = withoutConsole(graph, ofType(graph, types.permission), "function");
      const open = all.filter(({ inputs }) => inputs["principal"] === "*");
      yield* same("open permissions", open.map(({ inputs }) => text(inputs["action"])).toSorted(byText), [
        "lambda:InvokeFunction",
        "lambda:InvokeFunctionUrl",
      ]);
      for (const { name, inputs } of open) {
        yield* same(`${name}: function`, inputs["function"], ingestFunction(graph).outputs["name"]);
        yield* same(`${name}: alias`, inputs["qualifier"], "live");
        const isForUrl = inputs["functionUrlAuthType"] === "NONE" || inputs["invokedViaFunctionUrl"] === true;
        if (!isForUrl) yield `${name} lets anybody invoke the function without its URL`;
      }
    },
  },
  {
    sentence: "the ingest function has the reserved concurrency of the settings",
    *problems({ graph, settings }) {
      const reserved = ingestFunction(graph).inputs["reservedConcurrentExecutions"];
      yield* same("reserved concurrency of the ingest function", reserved, settings.reservedConcurrency);
    },
  },
  {
    sentence: "provisioned instances are those that the URL leads to",
    *problems({ graph, settings }) {
      const warm = ofType(graph, "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig");
      const instances = warm.map(({ inputs }) => inputs["provisionedConcurrentExecutions"]);
      const wanted = settings.provisionedConcurrency === undefined ? [] : [settings.provisionedConcurrency];
      yield* same("provisioned instances", instances, wanted);
      for (const { inputs } of warm) {
        const [url] = ofType(graph, types.functionUrl);
        yield* same("the function that is warm", inputs["functionName"], url?.inputs["functionName"]);
        yield* same("what is warm", inputs["qualifier"], url?.inputs["qualifier"]);
      }
    },
  },
  {
    sentence: "CloudFront and a WAF are before the function where the settings want them, and nowhere else",
    *problems({ graph, settings: { domain, firewall } }) {
      const doors = ofType(graph, "aws:cloudfront/distribution:Distribution");
      const walls = ofType(graph, "aws:wafv2/webAcl:WebAcl");
      yield* same("distributions", doors.length, domain !== undefined || firewall !== undefined ? 1 : 0);
      yield* same("WAFs", walls.length, firewall === undefined ? 0 : 1);
      for (const door of doors) {
        yield* same(
          "names of the distribution",
          door.inputs["aliases"] ?? [],
          domain === undefined ? [] : [domain],
        );
        yield* same("WAF of the distribution", door.inputs["webAclId"], walls[0]?.outputs["arn"]);
        const origins = JSON.stringify(door.inputs["origins"]);
        if (!origins.includes(functionHost(graph))) yield `the distribution's origins are ${origins}`;
        const methods = at(door.inputs, "defaultCacheBehavior.allowedMethods") ?? [];
        if (!JSON.stringify(methods).includes("POST"))
          yield `the distribution takes ${JSON.stringify(methods)} only`;
      }
      for (const { inputs } of walls) {
        const rules = JSON.stringify(inputs["rules"]);
        if (!rules.includes(`"limit":${firewall?.requestsPerFiveMinutes}`))
          yield `the WAF's rules are ${rules}`;
        if (rules.includes("managedRuleGroupStatement"))
          yield "the WAF reads bodies, and takes some webhooks for attacks";
      }
      const told = environmentOf(ingestFunction(graph))["HOOKYARD_PUBLIC_URL"];
      yield* same("HOOKYARD_PUBLIC_URL", told, domain && `https://${domain}`);
    },
  },
];

function functionHost(graph: Parameters<typeof ingestFunction>[0]): string {
  const url = String(ofType(graph, types.functionUrl)[0]?.outputs["functionUrl"]);
  return URL.parse(url)?.host ?? "no URL";
}
