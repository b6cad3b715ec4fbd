import type { SourceReport } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { Link } from "wouter-preact";
import { get } from "../api.ts";
import { Badge } from "../part/badge.tsx";
import { CopyButton } from "../part/copy-button.tsx";
import { shortCount } from "../part/count.ts";
import { Empty, Loading, Note, Problem } from "../part/notice.tsx";
import { Time } from "../part/time.tsx";
import { visible } from "../part/visible.ts";
import { useMayAct } from "../session.ts";
import { useData } from "../use-data.ts";
import { SendSample } from "./send-sample.tsx";

/** Every endpoint that providers post to. */
export function SourcesPage(): JSX.Element {
  const { value, error } = useData(
    "sources",
    (signal) => get<readonly SourceReport[]>("/v1/sources", {}, signal),
    3,
  );
  return (
    <div class="page">
      <h1>Sources</h1>
      {error !== undefined && <Problem message={error} />}
      {value === undefined && error === undefined && <Loading />}
      {value?.length === 0 && <Empty title="The router has no sources" />}
      <div class="columns">
        {value?.map((source) => (
          <Source key={source.source} report={source} />
        ))}
      </div>
    </div>
  );
}

function Source({ report }: { report: SourceReport }): JSX.Element {
  const { source, provider, url, path, lastEvent, accepted, duplicates, conflicts, refused } = report;
  const mayAct = useMayAct();
  const refusedCount = refused.reduce((sum, { count }) => sum + count, 0);
  return (
    <section class="card source" aria-label={`Source ${source}`}>
      <div class="page-head">
        <h2>{source}</h2>
        <Badge tone="quiet">{provider}</Badge>
      </div>
      <div class="row">
        <span class="mono source-url">{url ?? path}</span>
        <CopyButton label="Copy the URL" text={() => url ?? path} />
      </div>
      <dl class="facts">
        <dt>Last event</dt>
        <dd>
          {lastEvent === undefined ? (
            "never"
          ) : (
            <>
              <Link href={`/events/${encodeURIComponent(lastEvent.id)}`}>{visible(lastEvent.type)}</Link>,{" "}
              <Time value={lastEvent.receivedtime} />
            </>
          )}
        </dd>
        <dt>Accepted</dt>
        <dd>
          {shortCount(accepted)}
          {duplicates > 0 && `, ${shortCount(duplicates)} duplicates`}
          {conflicts > 0 && `, ${shortCount(conflicts)} conflicts`}
        </dd>
        <dt>Refused</dt>
        <dd>
          {refusedCount === 0 ? (
            "none"
          ) : (
            <Link href={`/refused?source=${encodeURIComponent(source)}`}>{shortCount(refusedCount)}</Link>
          )}
        </dd>
        <dt>Secret</dt>
        <dd>
          <SecretState report={report} />
        </dd>
        <dt>Registration</dt>
        <dd>
          <Registration report={report} />
        </dd>
        <dt>Answered</dt>
        <dd>
          <Answers report={report} />
        </dd>
      </dl>
      {mayAct && <SendSample source={source} />}
    </section>
  );
}

function SecretState({ report: { secrets, verifiedBySecret } }: { report: SourceReport }): JSX.Element {
  switch (secrets.origin) {
    case "none":
      return <Badge tone="bad">missing: nothing can be verified</Badge>;
    case "local":
      return <Badge tone="warn">made here, for trying out</Badge>;
    case "environment":
      return (
        <>
          <Badge tone="good">set</Badge>
          {secrets.count > 1 &&
            ` ${secrets.count} of them; used ${Array.from(
              { length: secrets.count },
              (_, index) => `${verifiedBySecret[index] ?? 0}×`,
            ).join(", ")}`}
        </>
      );
  }
}

/** Whether the provider was told the address that is right today. */
function Registration({ report: { source, endpoint, url } }: { report: SourceReport }): JSX.Element {
  if (endpoint === undefined) return <span class="quiet">not made by Hookyard</span>;
  if (url === undefined || endpoint.url === url) return <Badge tone="good">as here</Badge>;
  return (
    <>
      <Badge tone="bad">drifted</Badge> the provider posts to{" "}
      <span class="mono">{visible(endpoint.url)}</span>. Compare:{" "}
      <code>npx hookyard register {source} --check</code>
    </>
  );
}

function Answers({ report: { acknowledgements } }: { report: SourceReport }): JSX.Element {
  if (acknowledgements === undefined) return <span class="quiet">nothing since the start</span>;
  const { p99Milliseconds, deadlineSeconds, late, retries } = acknowledgements;
  return (
    <>
      99 % within {Math.ceil(p99Milliseconds)} ms
      {deadlineSeconds !== undefined && `, the provider waits ${deadlineSeconds} s`}
      {retries > 0 && `, ${shortCount(retries)} were retries`}
      {late > 0 && (
        <Note>
          <strong>{shortCount(late)} came too late</strong>: the provider sends them again.
        </Note>
      )}
    </>
  );
}
