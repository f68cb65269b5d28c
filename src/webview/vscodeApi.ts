/** What VS Code puts into the page of a webview. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** VS Code hands it out once a page. */
export const vscode: VsCodeApi = acquireVsCodeApi();
