import type { JSX } from "preact";
import { toast } from "./toast.tsx";

/** Puts a text on the clipboard. It is made when it is asked for. */
export function CopyButton({ label, text }: { label: string; text: () => string }): JSX.Element {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      toast("Copied");
    } catch {
      toast("The browser does not let this page use the clipboard", true);
    }
  };
  return (
    <button type="button" class="button button-plain" onClick={() => void copy()}>
      {label}
    </button>
  );
}
