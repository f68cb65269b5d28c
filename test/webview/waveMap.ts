import type { BlockMap } from '../../src/core/matrix/maps/blockMap';
import { packNumbers } from '../../src/core/matrix/maps/packedNumbers';
import { done, problem, runView, subject, timed } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { inspectRows } from './inspections';
import type { ViewOptions } from './viewPage';

/** A map with a cell for each of side × side elements: more cells than the engine sends of a product. */
export function waveMap(side: number): BlockMap {
  const values = Float64Array.from(
    { length: side * side },
    (_value, cell) => Math.sin((cell % side) / 40) * Math.cos(Math.floor(cell / side) / 25),
  );
  const packed = packNumbers(values);
  return {
    ...{ part: { firstRow: 0, rows: side, firstColumn: 0, columns: side }, rowsOfCell: 1, columnsOfCell: 1 },
    ...{ down: side, across: side, minimum: packed, maximum: packed, mean: packed },
    nonzeros: packNumbers(values.map(Math.abs).map(Math.ceil)),
  };
}

/** The tab of the matrices with a wave of `side` × `side` cells as its map of C; the others are left out. */
export async function openWave(side: number, options: ViewOptions = {}): Promise<ResultsHarness> {
  const run = runView([done(timed(subject('simd', problem(side, { k: 8 })), 50))]);
  const harness = await openResults(run, options);
  const inspect = inspectRows(run);
  harness.inspect = async ({ runId, row }) => ({
    ...(await inspect({ runId, row, wanted: [] })),
    maps: [{ of: 'C', map: waveMap(side) }],
  });
  await harness.page.getByRole('tab', { name: 'Matrices' }).click();
  await harness.page.locator('.matrix-map[data-map="C"] [role="grid"]').waitFor({ timeout: 60_000 });
  return harness;
}
