import type { ComponentChildren, JSX } from "preact";

/** What went wrong, in the engine's words. */
export function Problem({ message }: { message: string }): JSX.Element {
  return (
    <p class="notice notice-bad" role="alert">
      {message}
    </p>
  );
}

/** What is to be known, and is no problem. */
export function Note({ children }: { children: ComponentChildren }): JSX.Element {
  return <p class="notice">{children}</p>;
}

/** What stands where nothing is yet; says what to do. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }): JSX.Element {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** What stands where an answer is on its way. */
export function Loading(): JSX.Element {
  return (
    <p class="loading" role="status">
      Loading
    </p>
  );
}
