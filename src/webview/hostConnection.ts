import { AbstractMessageReader, AbstractMessageWriter, createMessageConnection } from 'vscode-jsonrpc/browser';
import type {
  DataCallback,
  Disposable,
  Message,
  MessageConnection,
  MessageReader,
  MessageWriter,
} from 'vscode-jsonrpc/browser';
import { vscode } from './vscodeApi';

/** Messages that the host posts to this page. What is not JSON-RPC is not ours. */
class HostMessageReader extends AbstractMessageReader implements MessageReader {
  listen(callback: DataCallback): Disposable {
    const listener = ({ data }: MessageEvent<unknown>): void => {
      if (isMessage(data)) callback(data);
    };
    window.addEventListener('message', listener);
    return {
      dispose: () => {
        window.removeEventListener('message', listener);
      },
    };
  }
}

class HostMessageWriter extends AbstractMessageWriter implements MessageWriter {
  write(message: Message): Promise<void> {
    vscode.postMessage(message);
    return Promise.resolve();
  }

  end(): void {
    // A page ends by being taken away; there is nothing to flush.
  }
}

function isMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && 'jsonrpc' in data && data.jsonrpc === '2.0';
}

/** The connection to the extension host. Register handlers, then call `listen`. */
export function connectToHost(): MessageConnection {
  return createMessageConnection(new HostMessageReader(), new HostMessageWriter());
}

/** What the user reads of a request that was answered with an error. */
export function failureText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
