import type { EventDetail, SourceReport } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Link, useLocation } from "wouter-preact";
import type { MaskedFields } from "../../server/masked-operator.ts";
import { get, pathTo, post } from "../api.ts";
import { useKeys } from "../keys.ts";
import { Action, runAction } from "../part/action.tsx";
import { Badge, StatesBadge } from "../part/badge.tsx";
import { CopyButton } from "../part/copy-button.tsx";
import { JsonView } from "../part/json-view.tsx";
import { Empty, Loading, Note, Problem } from "../part/notice.tsx";
import { ExactTime, Time } from "../part/time.tsx";
import { visible } from "../part/visible.ts";
import { useMayAct } from "../session.ts";
import { useData } from "../use-data.ts";
import { asCurl, asFixture, asSample } from "./event-copies.ts";
import { Deliveries } from "./event-deliveries.tsx";
import { replayDead } from "./replay-event.ts";

type Detail = EventDetail & MaskedFields;

/** What happened to one event, and what can be done about it. */
export function EventPage({ params }: { params: Readonly<Record<string, string | undefined>> }): JSX.Element {
  const id = decodeURIComponent(params["id"] ?? "");
  const [, go] = useLocation();
  // A large event is not asked for again and again once nothing more happens to it.
  const [isOpen, setOpen] = useState(true);
  const { value, error, code, reload } = useData(
    `event ${id}`,
    (signal) => get<Detail>(pathTo("/v1/events", id), {}, signal),
    isOpen ? 2 : undefined,
  );
  useEffect(() => setOpen(value?.history.some(({ state }) => state === "scheduled") ?? true), [value]);
  const [revealed, setRevealed] = useState<Detail>();
  const mayAct = useMayAct();
  const replay = async (): Promise<string | undefined> => {
    const said = value === undefined ? undefined : await replayDead(value);
    reload();
    return said;
  };
  useKeys({
    Escape: () => go("/events"),
    ...(mayAct && value !== undefined && { r: () => void runAction(replay) }),
  });

  if (code === "not_found") {
    return (
      <Empty title="There is no such event (any more)">
        <Link href="/events">All events</Link>
      </Empty>
    );
  }
  if (value === undefined) return error === undefined ? <Loading /> : <Problem message={error} />;
  const shown = revealed?.id === value.id ? { ...value, event: revealed.event, masked: [] } : value;
  const reveal = async (): Promise<undefined> => {
    setRevealed(await post<Detail>(pathTo("/events", id, "/reveal")));
  };
  return (
    <div class="page">
      <div class="page-head">
        <div>
          <h1>{visible(value.type)}</h1>
          <p class="quiet mono">{visible(value.id)}</p>
        </div>
        <div class="row">
          {mayAct && value.deliveries.some(({ state }) => state === "dead") && (
            <Action kind="main" run={replay} title="r">
              Replay
            </Action>
          )}
          <CopyButton label="Copy as curl" text={async () => asCurl(shown, await addressOf(shown.source))} />
          <CopyButton label="Copy as a fixture" text={() => asFixture(shown)} />
          <CopyButton label="Copy as a signed sample" text={() => asSample(shown)} />
        </div>
      </div>
      {error !== undefined && <Problem message={error} />}
      {(shown.masked ?? []).length > 0 && (
        <div class="notice row">
          <span>{maskedWords((shown.masked ?? []).length)}</span>
          <Action run={reveal}>Reveal them</Action>
          <span class="quiet">It is written into the audit trail.</span>
        </div>
      )}
      <Deliveries detail={value} onChanged={reload} />
      <Arrival detail={value} />
      {shown.request !== undefined && <Request request={shown.request} />}
      {value.mismatch !== undefined && <Mismatch mismatch={value.mismatch} />}
      <Payload detail={shown} />
      <Conflicts detail={shown} />
    </div>
  );
}

function maskedWords(count: number): string {
  return count === 1 ? "1 sensitive field is masked." : `${count} sensitive fields are masked.`;
}

/** Says when it was not the newest secret: a rotation that the provider has not followed yet. */
function secretWords(index: number | undefined): string {
  return index === undefined || index === 0 ? "" : `, with secret ${index + 1} and not the newest`;
}

async function addressOf(source: string): Promise<string> {
  const found = (await get<readonly SourceReport[]>("/v1/sources")).find((each) => each.source === source);
  if (found?.url === undefined) throw new Error(`The address of ${source} is not known here`);
  return found.url;
}

function Arrival({ detail }: { detail: Detail }): JSX.Element {
  const { event } = detail;
  return (
    <section class="card">
      <h2>How it came</h2>
      <dl class="facts">
        <dt>Source</dt>
        <dd>
          <Link href={`/events?q=${encodeURIComponent(`source:${detail.source}`)}`}>
            {visible(detail.source)}
          </Link>{" "}
          <span class="quiet">({visible(detail.provider)})</span>
        </dd>
        <dt>Signature</dt>
        <dd>
          {event.backfilled === true ? (
            <Badge tone="quiet">brought in from the provider's own records</Badge>
          ) : (
            <Badge tone="good">
              verified by {visible(detail.provider)}'s scheme
              {secretWords(detail.request?.secretIndex)}
            </Badge>
          )}
        </dd>
        <dt>Received</dt>
        <dd>
          <ExactTime value={detail.receivedtime} /> (<Time value={detail.receivedtime} />)
        </dd>
        <dt>Happened</dt>
        <dd>
          <ExactTime value={event.time} />
        </dd>
        <dt>Their type</dt>
        <dd class="mono">{visible(detail.providertype)}</dd>
        <dt>Their id</dt>
        <dd class="mono">{visible(detail.providerid)}</dd>
        {detail.subject !== undefined && (
          <>
            <dt>Subject</dt>
            <dd class="mono">
              <Link href={`/events?q=${encodeURIComponent(`subject:${detail.subject}`)}`}>
                {visible(detail.subject)}
              </Link>
            </dd>
          </>
        )}
        {event.traceparent !== undefined && (
          <>
            <dt>Trace</dt>
            <dd class="mono">{visible(event.traceparent)}</dd>
          </>
        )}
        <dt>Copies</dt>
        <dd>
          {detail.duplicates === 0 ? "came once" : `came ${detail.duplicates + 1} times`}
          {detail.conflicts > 0 && `, ${detail.conflicts} with another body`}
        </dd>
        <dt>Consumers</dt>
        <dd>
          <StatesBadge states={detail.deliveries.map(({ state }) => state)} />
        </dd>
      </dl>
    </section>
  );
}

/** The request as it came; what proved the sender is not kept. */
function Request({ request }: { request: NonNullable<EventDetail["request"]> }): JSX.Element {
  const { method, url, headers, left } = request;
  return (
    <section class="card">
      <h2>The request</h2>
      <p class="mono">
        {visible(method)} {visible(url)}
      </p>
      <dl class="facts">
        {headers.map(([name, value]) => (
          <>
            <dt class="mono">{visible(name)}</dt>
            <dd class="mono">{visible(value)}</dd>
          </>
        ))}
      </dl>
      {left !== undefined && <p class="hint">{left} more headers were not kept.</p>}
      <p class="hint">
        What proved the sender reads [redacted] and is nowhere kept. The body is the payload below.
      </p>
    </section>
  );
}

function Mismatch({ mismatch }: { mismatch: NonNullable<EventDetail["mismatch"]> }): JSX.Element {
  return (
    <section class="card">
      <h2>It did not become {visible(mismatch.type)}</h2>
      <p>The payload is not as its provider describes it, so it was routed under the provider's own name.</p>
      <dl class="facts">
        {mismatch.issues.map(({ path, message }) => (
          <>
            <dt class="mono">{visible(path)}</dt>
            <dd>{visible(message)}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

/** The domain event beside what the provider sent. */
function Payload({ detail: { event, masked = [] } }: { detail: Detail }): JSX.Element {
  const { data, ...attributes } = event;
  const { original, ...domain } = Object(data) as Readonly<Record<string, unknown>>; // safe: data is an object, or shown as what it is
  const isDomain = event.dataschema !== undefined;
  return (
    <div class="columns">
      <section class="card">
        <h2>Event</h2>
        <JsonView label="The event" value={{ ...attributes, data: domain }} masked={masked} />
        {!isDomain && (
          <p class="hint">This type has no domain schema: what the provider sent is all there is.</p>
        )}
      </section>
      <section class="card">
        <h2>As the provider sent it</h2>
        <JsonView
          label="The provider's payload"
          value={original}
          masked={masked.flatMap((path) => path.match(/^data\.original\.(.+)$/)?.[1] ?? [])}
        />
      </section>
    </div>
  );
}

function Conflicts({ detail }: { detail: Detail }): JSX.Element | null {
  if (detail.conflicting.length === 0) return null;
  return (
    <section class="card">
      <h2>Other bodies under the same id</h2>
      <Note>
        The first was delivered. A provider that sends another body under the same id is asked about it.
      </Note>
      {detail.conflicting.map(({ receivedtime, event }) => (
        <div key={receivedtime}>
          <p>
            <ExactTime value={receivedtime} />
          </p>
          <JsonView label={`The body of ${receivedtime}`} value={event.data} open={1} />
        </div>
      ))}
    </section>
  );
}
