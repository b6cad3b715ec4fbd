import type { RefusedDetail, RefusedSummary } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { get, pathTo, post } from "../api.ts";
import { Action } from "../part/action.tsx";
import { byteSize } from "../part/count.ts";
import { Dialog } from "../part/dialog.tsx";
import { Loading, Note, Problem } from "../part/notice.tsx";
import { ExactTime } from "../part/time.tsx";
import { visible } from "../part/visible.ts";
import { useMayAct } from "../session.ts";
import { useData } from "../use-data.ts";
import { retryRefused } from "./retry-refused.ts";

export interface RefusedDialogProps {
  readonly request: RefusedSummary;
  readonly onClose: () => void;
  /** It was tried again or forgotten: the list is another now. */
  readonly onChanged: () => void;
}

/** One refused request: what is known of it, without its headers' values and its body. */
export function RefusedDialog({ request, onClose, onChanged }: RefusedDialogProps): JSX.Element {
  const mayAct = useMayAct();
  const { value, error } = useData(`refused ${request.id}`, (signal) =>
    get<RefusedDetail>(pathTo("/v1/refused", request.id), {}, signal),
  );
  const retry = async (): Promise<string> => {
    const said = await retryRefused(request.id);
    onChanged();
    return said;
  };
  const discard = async (): Promise<string> => {
    await post("/v1/refused/discard", { ids: [request.id] });
    onChanged();
    return "Forgotten";
  };
  return (
    <Dialog title={`Refused at ${visible(request.source)}`} onClose={onClose}>
      <div class="dialog-body">
        <Note>{visible(request.explanation.message)}</Note>
        {error !== undefined && <Problem message={error} />}
        {value === undefined ? error === undefined && <Loading /> : <Facts detail={value} />}
        {mayAct && (
          <div class="row">
            <Action kind="main" run={retry} disabled={!request.whole}>
              Verify again with the secrets of now
            </Action>
            <Action kind="danger" run={discard}>
              Forget it
            </Action>
          </div>
        )}
        {!request.whole && <p class="hint">It was too large to be kept whole, and cannot be tried again.</p>}
      </div>
    </Dialog>
  );
}

function Facts({ detail }: { detail: RefusedDetail }): JSX.Element {
  return (
    <dl class="facts">
      <dt>Id</dt>
      <dd class="mono">{detail.id}</dd>
      <dt>Arrived</dt>
      <dd>
        <ExactTime value={detail.receivedtime} />
      </dd>
      <dt>Request</dt>
      <dd class="mono">
        {visible(detail.method)} {visible(detail.path)}, {byteSize(detail.bytes)}
      </dd>
      <dt>Answered</dt>
      <dd class="mono">{detail.code}</dd>
      <dt>Reason</dt>
      <dd class="mono">{detail.reason}</dd>
      <dt>Explanation</dt>
      <dd>
        <span class="mono">{detail.explanation.code}</span>, evidence: {detail.explanation.evidence}
      </dd>
      <dt>Headers</dt>
      <dd class="mono">{detail.headers.map(visible).join(", ")}</dd>
    </dl>
  );
}
