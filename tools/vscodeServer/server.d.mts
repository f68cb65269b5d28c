export interface ServerOptions {
  /** User settings, on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the server, and so of its extension host. */
  readonly env?: Readonly<Record<string, string>>;
  readonly extensionsDir?: string;
  /** What `url()` opens. */
  readonly folder?: string;
  /** The display language, such as zh-cn; English where it is left out. */
  readonly locale?: string;
  readonly dev?: boolean;
}

export interface Server {
  readonly origin: string;
  readonly pid: number;
  /** What the server keeps for its user. */
  readonly userData: string;
  url(options?: { readonly folder?: string; readonly payload?: readonly (readonly [string, string])[] }): string;
  remoteUri(path: string): string;
  log(): Promise<string>;
  /** Kills the server with everything that it started, and removes its data. */
  stop(): Promise<void>;
}

export function startServer(options?: ServerOptions): Promise<Server>;
export function installVsix(vsix: string, extensionsDir: string): Promise<void>;
