/**
 * What VS Code puts into its pages, for a page without VS Code: it keeps what is open and chosen while the page is there.
 * To be imported before what uses it.
 */
let state: unknown;

Object.assign(globalThis, {
  acquireVsCodeApi: () => ({
    postMessage: () => undefined,
    getState: () => state,
    setState: (next: unknown) => {
      state = next;
    },
  }),
});
