import type { JSX } from "preact";
import { messageOf } from "../api.ts";
import { toast } from "./toast.tsx";

export interface CopyButtonProps {
  readonly label: string;
  readonly text: () => string | Promise<string>;
}

/** Puts a text on the clipboard. It is made when it is asked for. */
export function CopyButton({ label, text }: CopyButtonProps): JSX.Element {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(await text());
      toast("Copied");
    } catch (error) {
      const isDenied = error instanceof DOMException;
      toast(isDenied ? "The browser does not let this page use the clipboard" : messageOf(error), true);
    }
  };
  return (
    <button type="button" class="button button-plain" onClick={() => void copy()}>
      {label}
    </button>
  );
}
