import { describe, expect, it } from 'vitest';
import { RequestType } from 'vscode-jsonrpc';
import { answering, connectToWebview } from '../../../../src/host/views/webviewConnection';

const doubleRequest = new RequestType<number, number, void>('test/double');

/** A webview whose page is the test. */
function page(): {
  webview: Parameters<typeof connectToWebview>[0];
  says: (message: unknown) => void;
  heard: unknown[];
} {
  const heard: unknown[] = [];
  let listener: (message: unknown) => void = () => undefined;
  const webview = {
    options: {},
    html: '',
    cspSource: '',
    asWebviewUri: (uri: never) => uri,
    onDidReceiveMessage: (added: (message: unknown) => void) => {
      listener = added;
      return { dispose: () => undefined };
    },
    postMessage: (message: unknown) => {
      heard.push(message);
      return Promise.resolve(true);
    },
  };
  return {
    webview,
    heard,
    says: (message) => {
      listener(message);
    },
  };
}

async function ask(params: unknown, others: readonly unknown[] = []): Promise<unknown> {
  const { webview, says, heard } = page();
  const connection = connectToWebview(webview);
  connection.onRequest(
    doubleRequest,
    answering((number) => {
      if (typeof number !== 'number') throw new Error('Give me a number.');
      return 2 * number;
    }),
  );
  connection.listen();
  for (const other of others) says(other);
  says({ jsonrpc: '2.0', id: 7, method: 'test/double', params });
  await expect.poll(() => heard.length).toBe(1);
  connection.dispose();
  return heard[0];
}

describe('the connection with a webview', () => {
  it('answers a request of the page', async () => {
    expect(await ask([21])).toMatchObject({ id: 7, result: 42 });
  });

  it('answers with an error, in its own sentence, when the handler throws', async () => {
    expect(await ask(['x'])).toMatchObject({ id: 7, error: { message: 'Give me a number.' } });
  });

  it('takes nothing in that is no JSON-RPC', async () => {
    const others = [null, 'hello', 7, {}, { jsonrpc: '1.0', id: 6, method: 'test/double', params: [1] }];
    expect(await ask([21], others)).toMatchObject({ id: 7, result: 42 });
  });
});
