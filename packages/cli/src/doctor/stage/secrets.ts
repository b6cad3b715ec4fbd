import { secretVariable } from "@hookyard/core/secret-variable";
import type { Finding } from "../finding.ts";
import { about, error, redeploy, type StageInput, warning } from "./stage-input.ts";

/** Whether the function that verifies has the secrets that the stage has. Their values are compared and never told. */
export function checkSecrets(input: StageInput): readonly Finding[] {
  const { resources, state } = input;
  const { stage } = resources;
  return [
    ...about(
      state.ingest,
      "the ingest function",
      { stage, without: "no webhook is taken" },
      ({ state: is, lastUpdate, reservedConcurrency, environment }) => {
        const findings: Finding[] = [];
        if (is === "Failed" || lastUpdate === "Failed")
          findings.push(
            error(
              "function_failed",
              "the ingest function's last update failed",
              "webhooks are taken by an older version, or not at all",
              redeploy(stage),
            ),
          );
        if (reservedConcurrency === 0)
          findings.push(
            error(
              "function_stopped",
              "the ingest function's reserved concurrency is 0",
              "it is never started: every webhook is answered 429",
              redeploy(stage),
            ),
          );
        for (const source of Object.keys(resources.sources))
          findings.push(...isDeployed(input, source, environment));
        return findings;
      },
    ),
    ...Object.keys(resources.sources).flatMap((source) => overlap(input, source)),
  ];
}

function isDeployed(
  { resources, secrets }: StageInput,
  source: string,
  environment: Readonly<Record<string, string>>,
): readonly Finding[] {
  const own = secrets(source);
  const variable = secretVariable(source);
  const deployed = (environment[variable] ?? "").split(",").map((secret) => secret.trim());
  if (own.every((secret) => deployed.includes(secret))) return [];
  return [
    error(
      "secret_not_deployed",
      `the secret of "${source}" was set and is not deployed`,
      "what is signed with it is refused",
      `npx sst deploy --stage ${resources.stage}, then npx hookyard refused retry --stage ${resources.stage}`,
    ),
  ];
}

function overlap({ resources, registrations, secrets, now }: StageInput, source: string): readonly Finding[] {
  const { overlaps = [] } = registrations.get(source) ?? {};
  const over = overlaps.filter(({ until }) => Date.parse(until) <= now.getTime());
  if (over.length === 0 || secrets(source).length < 2) return [];
  return [
    warning(
      "secret_overlap_over",
      `an older secret of "${source}" is accepted still, though its overlap has ended`,
      "who knows it can send in the provider's name",
      `npx sst secret set ${resources.sources[source]?.secretName} --stage ${resources.stage} with the newest alone (it asks for it), then npx sst deploy --stage ${resources.stage}`,
    ),
  ];
}
