import * as l10n from '@vscode/l10n';
import { splitAmongThreads } from '../../kernels/threadGrid';
import { packedCode, packedReasons, packedWorks, panelRegions } from './packedSteps';
import type { PackedPart, Packing } from './packedSteps';
import { layOutRegions, OPERANDS, SIZE } from './step';
import type { RegionShape, Walk } from './step';

/**
 * `parallel`: C is cut into a region for each thread (kernels/threadGrid.ts), which computes it as `simd` does, with panels
 * and a cache of its own. The threads go in step here; on a machine they do not wait for each other.
 */
export function threadsWalk(threads: number): Walk {
  const tile = { mr: 2, nr: 4 };
  const grid = splitAmongThreads({ m: SIZE, n: SIZE }, tile, threads);
  const panels: RegionShape[] = [];
  const works = grid.regions.map((region, thread) => {
    const packing: Packing = { ...tile, mc: Math.min(4, region.rows), kc: 4, nc: region.columns };
    const suffix = String(thread + 1);
    const part: PackedPart = { ...region, thread, panelsOfA: `pA${suffix}`, panelsOfB: `pB${suffix}` };
    panels.push(...panelRegions(packing, suffix));
    return packedWorks(packing, part);
  });
  const length = Math.max(...works.map((each) => each.length));
  const [first] = grid.regions;
  return {
    title: () => l10n.t('{0} threads', threads),
    code: () => [
      l10n.t('each of {0} threads, for its {1} rows and {2} columns of C:', threads, first.rows, first.columns),
      ...packedCode({ ...tile, mc: Math.min(4, first.rows), kc: 4, nc: first.columns }).map((line) => `  ${line}`),
    ],
    steps: Array.from({ length }, (_, at) =>
      works.flatMap((each) => each.slice(at, at + 1)).map((work) => ({ ...work, line: work.line + 1 })),
    ),
    threads,
    regions: layOutRegions([...OPERANDS, ...panels]),
    reasons: () => ({
      ...packedReasons(),
      A: { more: l10n.t('each thread packs the rows of A that it needs for itself') },
      B: { fewer: l10n.t('each thread reads its B once, to pack it') },
    }),
  };
}
