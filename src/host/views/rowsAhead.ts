import type { MessageConnection } from 'vscode-jsonrpc';
import { MOST_ROWS_IN_MESSAGE, resultsRowsRequest } from '../../shared/viewProtocol';
import type { RunView } from '../../shared/viewProtocol';

/**
 * Sends the rows of a long run ahead of its state, part by part: between two parts, the editor and the page come to other
 * work. Answers with the run that the state has to hold, which has the last part alone.
 */
export async function sendRowsAhead(
  connection: Pick<MessageConnection, 'sendRequest'>,
  run: RunView,
): Promise<RunView> {
  const { id: runId, rows } = run;
  let from = 0;
  for (; rows.length - from > MOST_ROWS_IN_MESSAGE; from += MOST_ROWS_IN_MESSAGE) {
    const part = rows.slice(from, from + MOST_ROWS_IN_MESSAGE);
    await connection.sendRequest(resultsRowsRequest, { runId, from, rows: part });
  }
  return { ...run, rows: rows.slice(from) };
}
