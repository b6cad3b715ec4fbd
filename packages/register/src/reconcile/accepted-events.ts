import { eventId } from "@hookyard/core/envelope";
import type { Operator } from "@hookyard/core/operator/operator";
import type { AcceptedEvents } from "./reconcile.ts";

const perPage = 1000;
/** Events are received after they happened; the clocks of two machines may differ by this much. */
const clockSlackSeconds = 3_600;

/**
 * What an engine has accepted of a source since a moment: their ids are read once, page by page; what is not among them
 * is asked for by itself, since an event may have come long before the provider says it happened, or later than this
 * look.
 */
export async function acceptedEvents(
  operator: Pick<Operator, "events" | "event">,
  source: string,
  since: Date,
): Promise<AcceptedEvents> {
  const from = new Date(since.getTime() - clockSlackSeconds * 1000).toISOString();
  const ids = new Set<string>();
  const entities = new Set<string>();
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await operator.events({
      source,
      since: from,
      limit: perPage,
      ...(cursor !== undefined && { cursor }),
    });
    for (const { id, providertype, subject } of page.rows) {
      ids.add(id);
      if (subject !== undefined) entities.add(`${providertype} ${subject}`);
    }
    cursor = page.next;
  }
  return {
    async has({ providerId, type, otherTypes = [], subject, time, isToldByLater }) {
      if (providerId !== undefined) {
        const id = eventId(source, providerId);
        return ids.has(id) || (await operator.event(id)) !== undefined;
      }
      if (subject === undefined) return false;
      const types = [type, ...otherTypes];
      if (isToldByLater !== true && types.some((one) => entities.has(`${one} ${subject}`))) return true;
      // Later than the look at all: not before, since searching all that is kept is a thousand calls on some engines.
      const earliest = isToldByLater === true ? time.toISOString() : from;
      const { rows } = await operator.events({ source, subject, since: earliest, limit: 100 });
      return rows.some(({ providertype }) => types.includes(providertype));
    },
  };
}
