import * as v from 'valibot';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  ErrorCodes,
  ResponseError,
} from 'vscode-jsonrpc/node';
import type { DataCallback, Message, MessageConnection, MessageReader, MessageWriter } from 'vscode-jsonrpc/node';
import type * as vscode from 'vscode';

/** The envelope of JSON-RPC; what is inside is checked by the handler that takes it. */
const messageSchema = v.looseObject({ jsonrpc: v.literal('2.0') });

class WebviewMessageReader extends AbstractMessageReader implements MessageReader {
  constructor(private readonly webview: vscode.Webview) {
    super();
  }

  listen(callback: DataCallback): vscode.Disposable {
    return this.webview.onDidReceiveMessage((message: unknown) => {
      if (v.is(messageSchema, message)) callback(message);
    });
  }
}

class WebviewMessageWriter extends AbstractMessageWriter implements MessageWriter {
  constructor(private readonly webview: vscode.Webview) {
    super();
  }

  async write(message: Message): Promise<void> {
    await this.webview.postMessage(message);
  }

  end(): void {
    // A webview ends by being disposed; there is nothing to flush.
  }
}

/** JSON-RPC with the page in a webview. Register handlers, then call `listen`; dispose it with the webview. */
export function connectToWebview(webview: vscode.Webview): MessageConnection {
  return createMessageConnection(new WebviewMessageReader(webview), new WebviewMessageWriter(webview));
}

/**
 * A handler whose errors reach the page with their own sentence: of an error that is no ResponseError, JSON-RPC would make
 * one that begins with the name of the request.
 */
export function answering<P, R>(handler: (params: P) => R | Promise<R>): (params: P) => Promise<R> {
  return async (params) => {
    try {
      return await handler(params);
    } catch (error) {
      throw new ResponseError(ErrorCodes.InternalError, error instanceof Error ? error.message : String(error));
    }
  };
}
