import type { Json } from "@hookyard/core";
import { apiKeyVariable } from "@hookyard/core/secret-variable";
import { type Answer, AnswerShapeError, optionalListAt, optionalTextAt, valueAt } from "../api/answer.ts";
import type { ApiClient, ApiRequest } from "../api/api-client.ts";
import { ApiError, type ApiErrorCode } from "../api/api-error.ts";
import { shown } from "../api/said-by.ts";

/**
 * Calls a method of Slack's Web API that can be called twice. It answers 200 also where it refuses, with `ok: false`
 * and a word for it; what is wrong with a manifest stands in `errors`. Throws `ApiError`.
 * @see https://docs.slack.dev/apis/web-api/#slack-web-api__evaluating-responses
 */
export function callSlack<Result>(
  { api, source }: { readonly api: ApiClient; readonly source: string },
  { does, method, form }: Required<Pick<ApiRequest, "does" | "form">> & { readonly method: string },
  read: (json: Json) => Result,
): Promise<Result> {
  return api.send({ does, method: "POST", path: `/${method}`, form, isRepeatable: true }, (answer) => {
    const { json } = answer;
    const isOk = valueAt(json, "ok");
    if (typeof isOk !== "boolean") throw new AnswerShapeError("ok", "true or false");
    if (isOk) return read(json);
    const word = optionalTextAt(json, "error") ?? "unknown_error";
    const code = refusals.find(({ words }) => words.test(word))?.code ?? "api_refused";
    const advice =
      code === "api_key_refused"
        ? ` Set ${apiKeyVariable(source)} to a new app configuration token: one lasts twelve hours.`
        : "";
    const message = `Slack: cannot ${does}: it was refused. It says: ${JSON.stringify(saidOf(answer, word))}.${advice}`;
    throw new ApiError(code, "Slack", message, answer.status);
  });
}

const refusals: readonly { readonly words: RegExp; readonly code: ApiErrorCode }[] = [
  {
    words: /auth|token|account_inactive|permission|scope|access_denied|not_allowed|not_owned/,
    code: "api_key_refused",
  },
  { words: /invalid_app|app_not_found/, code: "api_not_found" },
  { words: /ratelimited/, code: "api_rate_limited" },
  { words: /internal_error|fatal_error|unavailable|timeout/, code: "api_failed" },
];

function saidOf({ json, withoutSecrets }: Answer, word: string): string {
  const details = optionalListAt(json, "errors").map((each) => {
    const pointer = optionalTextAt(each, "pointer");
    return `${optionalTextAt(each, "message") ?? "?"}${pointer === undefined ? "" : ` (${pointer})`}`;
  });
  return shown([word, ...details].join("; "), withoutSecrets);
}
