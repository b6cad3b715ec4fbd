import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { pathTo, post } from "../api.ts";
import { Action } from "../part/action.tsx";
import { Dialog } from "../part/dialog.tsx";
import { Field } from "../part/field.tsx";

export interface EditDialogProps {
  readonly deliveryId: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Changes a field of a dead letter's event for its consumer, and sends it again. What came in stays as it is. */
export function EditDialog({ deliveryId, onClose, onChanged }: EditDialogProps): JSX.Element {
  const [path, setPath] = useState("data.");
  const [value, setValue] = useState("");
  const [reason, setReason] = useState("");
  const send = async (): Promise<string> => {
    const edits = [{ path, ...(value !== "" && { value: valueOf(value) }) }];
    await post(pathTo("/v1/dead-letters", deliveryId, "/edit"), { edits, reason });
    onChanged();
    onClose();
    return "Changed and sent again";
  };
  return (
    <Dialog title="Edit and resend" onClose={onClose}>
      <div class="dialog-body">
        <Field label="Field" hint="A path in the event, such as data.amount">
          {(id, hint) => (
            <input
              id={id}
              aria-describedby={hint}
              value={path}
              onInput={(event) => setPath(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label="New value" hint="JSON, or text. Empty: the field is taken out">
          {(id, hint) => (
            <textarea
              id={id}
              aria-describedby={hint}
              value={value}
              onInput={(event) => setValue(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label="Why" hint="It stays with the event">
          {(id, hint) => (
            <input
              id={id}
              aria-describedby={hint}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="row">
          <Action kind="main" run={send} disabled={path.length < 6 || reason === ""}>
            Change and send
          </Action>
        </div>
      </div>
    </Dialog>
  );
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
