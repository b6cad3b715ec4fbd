import { ConfigError, type Json } from "@hookyard/core";
import { listAt, objectAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { DeliveryLog, LoggedEvent } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";

/** The most that Trello gives at once. */
const perPage = 1000;
const secondMilliseconds = 1000;

/** Where each kind of model keeps its actions. A member's are what they did, and not what their webhook hears. */
const paths: Readonly<Record<string, string | undefined>> = {
  board: "boards",
  list: "lists",
  card: "cards",
  organization: "organizations",
  member: undefined,
};

/**
 * The actions of a model, which are what a webhook on it hears, newest first behind the id of an action; a webhook's
 * `action.id` is the action's own. Trello keeps them without an end. Some are told by webhooks alone, such as
 * `updateCheckItem`, and so never missed here. `undefined` for a member. Throws `ConfigError` for any other kind.
 * (That a date may be given, what comes with an action, and `display`, from third-party code; that a list's and an
 * organisation's actions are those of their webhooks, from memory.)
 * @see https://developer.atlassian.com/cloud/trello/rest/api-group-boards/#api-boards-boardid-actions-get
 * @see https://developer.atlassian.com/cloud/trello/guides/rest-api/action-types/
 */
export function trelloActions(api: ApiClient, kind: string, model: string): DeliveryLog | undefined {
  if (!Object.hasOwn(paths, kind))
    throw new ConfigError(`the setting modelType is one of ${Object.keys(paths).join(", ")}, not "${kind}"`);
  const name = paths[kind];
  if (name === undefined) return undefined;
  const path = `/1/${name}/${encodeURIComponent(model)}/actions`;
  return {
    reachDays: 30,
    hasBodies: true,
    isOfEndpoint: true,
    page: ({ since, until }, cursor) =>
      api.send(
        {
          does: "list its actions",
          method: "GET",
          path,
          query: {
            filter: "all",
            display: "true",
            limit: String(perPage),
            // Its ids hold whole seconds, which dates are compared with: a second more on either side.
            since: secondsFrom(since, -1),
            before: cursor ?? secondsFrom(until, 1),
          },
        },
        ({ json }) => {
          const actions = listAt(json, "");
          const last = actions.at(-1);
          return {
            events: actions
              .map((action) => readAction(action, model))
              .filter(({ time }) => time >= since && time < until),
            ...(last !== undefined && actions.length >= perPage && { next: textAt(last, "id") }),
          };
        },
      ),
  };
}

function secondsFrom(date: Date, seconds: number): string {
  return new Date(date.getTime() + seconds * secondMilliseconds).toISOString();
}

function readAction(action: Json, model: string): LoggedEvent {
  const id = textAt(action, "id");
  return {
    logId: id,
    providerId: id,
    type: textAt(action, "type"),
    time: timeAt(action, "date"),
    request: requestOf({ model: { id: model }, action: objectAt(action, "") }),
  };
}
