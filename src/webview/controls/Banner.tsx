import type { ComponentChildren } from 'preact';

/** A problem of the whole view: what happened and one thing to do. */
export function Banner({ message, children }: { readonly message: string; readonly children?: ComponentChildren }) {
  return (
    <div class="banner" role="alert">
      <span class="codicon codicon-error" aria-hidden="true" />
      <p>
        <span>{message}</span> {children}
      </p>
    </div>
  );
}
