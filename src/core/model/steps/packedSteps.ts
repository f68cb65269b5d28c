import * as l10n from '@vscode/l10n';
import { cell, ELEMENT_BYTES, layOutRegions, OPERANDS, SIZE } from './step';
import type { RegionShape, Walk, Work } from './step';
import { WorkLog } from './workLog';

/** How a packed product is cut: a register tile of mr×nr, and blocks around it. Each divides what it cuts. */
export interface Packing {
  readonly mr: number;
  readonly nr: number;
  readonly mc: number;
  readonly kc: number;
  readonly nc: number;
}

/** The part of C that a thread computes, and the panels that it packs for it. */
export interface PackedPart {
  readonly firstRow: number;
  readonly rows: number;
  readonly firstColumn: number;
  readonly columns: number;
  readonly panelsOfA: string;
  readonly panelsOfB: string;
  readonly thread: number;
}

/** The five loops of BLIS around a micro-kernel, as the pseudo-code of a packed product. */
export function packedCode({ mr, nr, mc, kc, nc }: Packing): readonly string[] {
  return [
    l10n.t('for jc in 0, {0} … : columns of C', nc),
    `  ${l10n.t('for pc in 0, {0} … 7: steps of k', kc)}`,
    `    ${l10n.t('pack B[pc …, jc …] into panels of {0} columns', nr)}`,
    `    ${l10n.t('for ic in 0, {0} … : rows of C', mc)}`,
    `      ${l10n.t('pack A[ic …, pc …] into panels of {0} rows', mr)}`,
    `      ${l10n.t('for each tile of {0}×{1} of C', mr, nr)}`,
    `        for k in pc … pc + ${kc - 1}`,
    `          ${l10n.t('sums += {0} of A’s panel · {1} of B’s panel', mr, nr)}`,
    `        ${l10n.t('C tile = sums, or += sums after the first pc')}`,
  ];
}

/** Panels lie one behind the other, a row of the region each: step after step of k, mr or nr elements each. */
export function panelRegions({ mr, nr, mc, kc, nc }: Packing, suffix = ''): readonly RegionShape[] {
  const panels = (id: string, title: () => string, count: number, length: number): RegionShape => ({
    ...{ id, title, role: 'panels', rows: count, columns: length, elementBytes: ELEMENT_BYTES },
  });
  return [
    panels(`pA${suffix}`, () => l10n.t('{0}, A in panels of {1} rows', `pA${suffix}`, mr), mc / mr, kc * mr),
    panels(`pB${suffix}`, () => l10n.t('{0}, B in panels of {1} columns', `pB${suffix}`, nr), nc / nr, kc * nr),
  ];
}

/** `simd` with both operands packed (wasm/fiveLoops.ts, packing.ts, microKernel.ts), on one thread. */
export function packedWalk(mr: number, nr: number): Walk {
  const packing: Packing = { mr, nr, mc: 4, kc: 4, nc: SIZE };
  const whole = { firstRow: 0, rows: SIZE, firstColumn: 0, columns: SIZE, thread: 0 };
  const works = packedWorks(packing, { ...whole, panelsOfA: 'pA', panelsOfB: 'pB' });
  return {
    title: () => l10n.t('packed, tiles of {0}×{1}', mr, nr),
    code: () => packedCode(packing),
    steps: works.map((work) => [work]),
    threads: 1,
    regions: layOutRegions([...OPERANDS, ...panelRegions(packing)]),
    reasons: packedReasons,
  };
}

export const packedReasons: Walk['reasons'] = () => ({
  A: { more: l10n.t('it reads A once more to pack it') },
  B: { fewer: l10n.t('it reads B once, to pack it, and then its panels from end to end') },
  pA: { more: l10n.t('it writes and reads panels of A') },
  pB: { more: l10n.t('it writes and reads panels of B') },
});

/** All that a thread does for its part of C. */
export function packedWorks(packing: Packing, part: PackedPart): readonly Work[] {
  const { kc } = packing;
  const log = new WorkLog(part.thread);
  const nc = Math.min(packing.nc, part.columns);
  const mc = Math.min(packing.mc, part.rows);
  for (let jc = 0; jc < part.columns; jc += nc) {
    for (let pc = 0; pc < SIZE; pc += kc) {
      packB(log, packing, part, jc, pc, nc);
      for (let ic = 0; ic < part.rows; ic += mc) {
        packA(log, packing, part, ic, pc, mc);
        for (let j = 0; j < nc; j += packing.nr) {
          for (let i = 0; i < mc; i += packing.mr) tile(log, packing, part, { ic, jc, pc, i, j });
        }
      }
    }
  }
  return log.all();
}

function packB(log: WorkLog, { nr, kc }: Packing, part: PackedPart, jc: number, pc: number, nc: number): void {
  for (let j = 0; j < nc; j += nr) {
    for (let p = 0; p < kc; p++) {
      const first = part.firstColumn + jc + j;
      for (let column = 0; column < nr; column++) log.read(cell('B', pc + p, first + column));
      for (let column = 0; column < nr; column++) {
        const to = cell(part.panelsOfB, j / nr, p * nr + column);
        log.compute({ kind: 'copy', from: cell('B', pc + p, first + column), to });
        log.write(to);
      }
      log.statement(2, () => l10n.t('pack B[{0}, {1} … {2}]', pc + p, first, first + nr - 1));
    }
  }
}

function packA(log: WorkLog, { mr, kc }: Packing, part: PackedPart, ic: number, pc: number, mc: number): void {
  for (let i = 0; i < mc; i += mr) {
    for (let row = 0; row < mr; row++) {
      const from = part.firstRow + ic + i + row;
      for (let p = 0; p < kc; p++) log.copy(cell('A', from, pc + p), cell(part.panelsOfA, i / mr, p * mr + row));
      log.statement(4, () => l10n.t('pack A[{0}, {1} … {2}]', from, pc, pc + kc - 1));
    }
  }
}

interface TilePlace {
  readonly ic: number;
  readonly jc: number;
  readonly pc: number;
  readonly i: number;
  readonly j: number;
}

function tile(log: WorkLog, { mr, nr, kc }: Packing, part: PackedPart, { ic, jc, pc, i, j }: TilePlace): void {
  const [top, left] = [part.firstRow + ic + i, part.firstColumn + jc + j];
  const tileText = `C[${top} … ${top + mr - 1}, ${left} … ${left + nr - 1}]`;
  for (let p = 0; p < kc; p++) {
    for (let column = 0; column < nr; column++) log.read(cell(part.panelsOfB, j / nr, p * nr + column));
    for (let row = 0; row < mr; row++) log.read(cell(part.panelsOfA, i / mr, p * mr + row));
    for (let row = 0; row < mr; row++) {
      for (let column = 0; column < nr; column++) {
        const [x, y] = [cell(part.panelsOfA, i / mr, p * mr + row), cell(part.panelsOfB, j / nr, p * nr + column)];
        log.compute({ kind: 'multiply', into: cell('C', top + row, left + column), x, y });
      }
    }
    log.statement(7, () => l10n.t('sums for {0} += panel of A · panel of B, k = {1}', tileText, pc + p));
  }
  for (let row = 0; row < mr; row++) {
    const cells = Array.from({ length: nr }, (_, column) => cell('C', top + row, left + column));
    if (pc > 0) for (const each of cells) log.read(each);
    for (const each of cells) log.write(each);
  }
  log.statement(8, () => `${tileText} ${pc > 0 ? '+=' : '='} sums`);
}
