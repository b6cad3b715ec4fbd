import type { Json, JsonObject } from "@hookyard/core";
import {
  type Answer,
  AnswerShapeError,
  listAt,
  optionalListAt,
  optionalTextAt,
  valueAt,
} from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import { ApiError } from "../api/api-error.ts";
import { shown } from "../api/said-by.ts";

/** A question in GraphQL; it answers 200 also where it refuses. */
export interface GraphqlQuestion {
  readonly does: string;
  readonly path: string;
  readonly query: string;
  readonly variables: JsonObject;
  /** Where a mutation tells what it did not like (Shopify's `userErrors`). */
  readonly userErrors?: string;
  readonly secrets?: readonly string[];
  readonly isRepeatable?: boolean;
}

/** Asks, and reads `data`. Errors of GraphQL are thrown as {@link ApiError}, with their codes. */
export async function askGraphql<Result>(
  api: ApiClient,
  provider: string,
  question: GraphqlQuestion,
  read: (data: Json) => Result,
): Promise<Result> {
  const { does, path, query, variables, secrets = [], isRepeatable = true } = question;
  return api.send(
    { does, method: "POST", path, json: { query, variables }, accepts: [400], secrets, isRepeatable },
    (answer) => {
      const said = refusalIn(answer, question.userErrors);
      if (said !== undefined) {
        const code = /auth|access denied|forbidden/i.test(said) ? "api_key_refused" : "api_refused";
        throw new ApiError(
          code,
          provider,
          `${provider}: cannot ${does}: it was refused. It says: ${JSON.stringify(said)}`,
        );
      }
      const data = valueAt(answer.json, "data");
      if (typeof data !== "object" || data === null) throw new AnswerShapeError("data", "an object");
      return read(data);
    },
  );
}

function refusalIn({ json, withoutSecrets }: Answer, userErrors: string | undefined): string | undefined {
  const [error] = optionalListAt(json, "errors");
  if (error !== undefined)
    return shown(optionalTextAt(error, "message") ?? JSON.stringify(error), withoutSecrets);
  if (userErrors === undefined) return undefined;
  const [problem] = listAt(json, `data.${userErrors}`);
  return problem === undefined
    ? undefined
    : shown(optionalTextAt(problem, "message") ?? JSON.stringify(problem), withoutSecrets);
}
