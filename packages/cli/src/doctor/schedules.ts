import { apiKeyVariable } from "@hookyard/core/secret-variable";
import type { Router } from "@hookyard/core/router/router";
import { type Finding, findingsOf } from "./finding.ts";

const { error } = findingsOf("provider");

/** Whether what runs here has the API key of each source that is to be compared with its provider. */
export function checkSchedules(
  router: Router,
  env: Readonly<Record<string, string | undefined>>,
): readonly Finding[] {
  return Object.values(router.sources).flatMap(({ name, reconcile }) => {
    const variable = apiKeyVariable(name);
    if (reconcile === undefined || (env[variable] ?? "").trim() !== "") return [];
    return [
      error(
        "reconcile_key_missing",
        `"${name}" is to be compared with its provider on a schedule, and there is no key for the provider's API`,
        "what never arrives stays unseen",
        `set ${variable} (in .env, or the environment), or take reconcile out of the source`,
      ),
    ];
  });
}
