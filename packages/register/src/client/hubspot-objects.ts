import { ConfigError } from "@hookyard/core";
import { listAt, optionalTextAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";

/** What can be compared, and where it is searched. */
const searched = {
  contact: "contacts",
  company: "companies",
  deal: "deals",
  ticket: "tickets",
  product: "products",
} as const;
type Kind = keyof typeof searched;

const usual = "contact,company,deal";
/** The most that a search gives at once. */
const perPage = 200;

/**
 * HubSpot lists no webhooks that it sent: its journal has subscriptions of its own, and entries without the ids of
 * webhooks. So its objects stand in: each contact, company and deal that was made should have come as `….creation` (as
 * `object.creation` from apps of the newer platform). What was sent is kept nowhere, so there is a gap to see and nothing
 * to bring in. Oldest first by the moment at which an object was made, since a search ends after 10,000 results.
 *
 * `kinds` are the source's setting: `contact,company,deal`, as by default. Throws `ConfigError` for any other.
 * (Journal from third-party descriptions; the search's fields read in @hubspot/api-client 13.5.0; `createdate`, its limits
 * and how it is sorted from memory.)
 * @see https://developers.hubspot.com/docs/api-reference/search/guide
 */
export function hubspotObjects(api: ApiClient, kinds: string = usual): DeliveryLog {
  const chosen = kinds.split(",").map((name) => kindOf(name.trim()));
  return {
    reachDays: 30,
    hasBodies: false,
    async page({ since, until }, cursor) {
      const [position = "0", from = String(since.getTime()), after] = (cursor ?? "0").split("|");
      const kind = chosen[Number(position)];
      if (kind === undefined) return { events: [] };
      const page = await searchPage(api, kind, { from, until: String(until.getTime()), after });
      const following = page.next === undefined ? undefined : `${position}|${page.next}`;
      const next =
        following ?? (Number(position) + 1 < chosen.length ? String(Number(position) + 1) : undefined);
      return {
        events: page.objects
          .filter(({ time }) => time >= since && time < until)
          .map(({ id, time }) => ({
            logId: id,
            subject: id,
            type: `${kind}.creation`,
            otherTypes: ["object.creation"],
            time,
          })),
        ...(next !== undefined && { next }),
      };
    },
  };
}

function kindOf(name: string): Kind {
  if (Object.hasOwn(searched, name)) return name as Kind; // safe: just looked up
  throw new ConfigError(
    `the setting objects has "${name}": write some of ${Object.keys(searched).join(",")}, with commas between`,
  );
}

interface SearchPage {
  readonly objects: readonly { readonly id: string; readonly time: Date }[];
  /** The moment to go on from, and how many of it were read where a page holds no other. */
  readonly next: string | undefined;
}

function searchPage(
  api: ApiClient,
  kind: Kind,
  {
    from,
    until,
    after,
  }: { readonly from: string; readonly until: string; readonly after: string | undefined },
): Promise<SearchPage> {
  return api.send(
    {
      does: `search its ${searched[kind]}`,
      method: "POST",
      path: `/crm/v3/objects/${searched[kind]}/search`,
      isRepeatable: true,
      json: {
        filterGroups: [
          {
            filters: [
              { propertyName: "createdate", operator: "GTE", value: from },
              { propertyName: "createdate", operator: "LT", value: until },
            ],
          },
        ],
        sorts: [{ propertyName: "createdate", direction: "ASCENDING" }],
        properties: ["createdate"],
        limit: perPage,
        ...(after !== undefined && { after }),
      },
    },
    ({ json }) => {
      const objects = listAt(json, "results").map((item) => ({
        id: textAt(item, "id"),
        time: timeAt(item, "properties.createdate"),
      }));
      const more = optionalTextAt(json, "paging.next.after");
      const last = objects.at(-1)?.time.getTime();
      if (more === undefined || last === undefined) return { objects, next: undefined };
      return { objects, next: last > Number(from) ? String(last) : `${from}|${more}` };
    },
  );
}
