import * as l10n from '@vscode/l10n';
import { assertNever } from '../../assertNever';
import type { Block } from '../../kernels/strassen/block';
import { strassenSteps } from '../../kernels/strassen/schedule';
import type { Step as KernelStep } from '../../kernels/strassen/schedule';
import { listed } from '../../sentences';
import { cell, ELEMENT_BYTES, layOutRegions, OPERANDS, SIZE } from './step';
import type { Cell, Region, RegionShape, Walk } from './step';
import { WorkLog } from './workLog';

const HALF = SIZE / 2;

/** S, T and U of the schedule (kernels/strassen/schedule.ts), a quarter each. */
const TEMPORARIES: readonly RegionShape[] = [
  { id: 'X', title: () => l10n.t('X, sums of quarters of A') },
  { id: 'Y', title: () => l10n.t('Y, differences of quarters of B') },
  { id: 'Z', title: () => l10n.t('Z, sums of products') },
].map(({ id, title }) => ({ id, title, role: 'temporary', rows: HALF, columns: HALF, elementBytes: ELEMENT_BYTES }));

/**
 * `strassen` by one level: the steps of the profiler's own schedule on quarters of 4×4. A product of quarters is shown as
 * one tile in registers, a column of the one times a row of the other at a time; what `simd` packs for it is left out.
 */
export function strassenWalk(): Walk {
  const regions = layOutRegions([...OPERANDS, ...TEMPORARIES]);
  const [a, b, c, x] = regions.map(blockOf);
  const product = { size: { m: SIZE, k: SIZE, n: SIZE }, a, b, c, start: 'zero' as const };
  const calls = strassenSteps(product, 1, x.address, ELEMENT_BYTES);
  const log = new WorkLog();
  const quarters = new Quarters(regions);
  for (const [line, call] of calls.entries()) {
    if (call.kind === 'multiply') multiply(log, line, call, quarters);
    else addUp(log, line, call, quarters);
  }
  return {
    title: () => l10n.t('Strassen–Winograd, one level'),
    code: () => calls.map((call) => quarters.textOf(call)),
    steps: log.steps(),
    threads: 1,
    regions,
    reasons: () => ({
      A: { more: l10n.t('it reads quarters of A once more to add them up') },
      B: { fewer: l10n.t('its products of quarters need a row of B’s quarter at a time') },
      C: { more: l10n.t('it adds quarters of C up') },
      X: { more: l10n.t('it writes and reads sums of quarters') },
      Y: { more: l10n.t('it writes and reads sums of quarters') },
      Z: { more: l10n.t('it writes and reads sums of products') },
    }),
  };
}

function blockOf({ firstByte, columns }: Region): Block {
  return { address: firstByte, leading: columns, transposed: false };
}

/** Finds the cells of blocks by their addresses. */
class Quarters {
  constructor(private readonly regions: readonly Region[]) {}

  cellOf({ address }: Block, row: number, column: number): Cell {
    const region = this.regions.findLast(({ firstByte }) => firstByte <= address) ?? this.regions[0];
    const first = (address - region.firstByte) / region.elementBytes;
    return cell(region.id, Math.floor(first / region.columns) + row, (first % region.columns) + column);
  }

  /** 'A21', 'X' */
  nameOf(block: Block): string {
    const { region, row, column } = this.cellOf(block, 0, 0);
    const isWhole = TEMPORARIES.some(({ id }) => id === region);
    return isWhole ? region : `${region}${row / HALF + 1}${column / HALF + 1}`;
  }

  textOf(call: KernelStep): string {
    switch (call.kind) {
      case 'multiply':
        return `${this.nameOf(call.c)} ${call.start === 'zero' ? '=' : '+='} ${this.nameOf(call.a)}·${this.nameOf(call.b)}`;
      case 'add':
      case 'subtract':
        return `${this.nameOf(call.target)} = ${this.nameOf(call.x)} ${call.kind === 'add' ? '+' : '−'} ${this.nameOf(call.y)}`;
      case 'gather':
        return `${this.nameOf(call.target)} += ${this.nameOf(call.x)} + ${this.nameOf(call.y)}`;
      default:
        return assertNever(call);
    }
  }
}

const INDICES = Array.from({ length: HALF }, (_, index) => index);

type Multiplication = Extract<KernelStep, { kind: 'multiply' }>;

function multiply(log: WorkLog, line: number, { a, b, c, start }: Multiplication, quarters: Quarters): void {
  const [nameA, nameB, nameC] = [a, b, c].map((block) => quarters.nameOf(block));
  const tile = INDICES.flatMap((row) => INDICES.map((column) => ({ row, column })));
  if (start === 'zero')
    for (const { row, column } of tile) log.compute({ kind: 'clear', to: quarters.cellOf(c, row, column) });
  for (const p of INDICES) {
    for (const row of INDICES) log.read(quarters.cellOf(a, row, p));
    for (const column of INDICES) log.read(quarters.cellOf(b, p, column));
    for (const { row, column } of tile) {
      const [x, y] = [quarters.cellOf(a, row, p), quarters.cellOf(b, p, column)];
      log.compute({ kind: 'multiply', into: quarters.cellOf(c, row, column), x, y });
    }
    log.statement(line, () => l10n.t('sums for {0} += column {1} of {2} · row {1} of {3}', nameC, p, nameA, nameB));
  }
  for (const { row, column } of tile) {
    if (start !== 'zero') log.read(quarters.cellOf(c, row, column));
    log.write(quarters.cellOf(c, row, column));
  }
  log.statement(line, () => `${nameC} ${start === 'zero' ? '=' : '+='} sums`);
}

function addUp(log: WorkLog, line: number, call: Exclude<KernelStep, Multiplication>, quarters: Quarters): void {
  const names = [call.target, call.x, call.y].map((block) => quarters.nameOf(block));
  for (const row of INDICES) {
    for (const column of INDICES) {
      const [to, x, y] = [call.target, call.x, call.y].map((block) => quarters.cellOf(block, row, column));
      log.read(x);
      log.read(y);
      if (call.kind === 'gather') {
        log.read(to);
        log.compute({ kind: 'gather', to, x, y });
      } else log.compute({ kind: 'sum', to, x, y, sign: call.kind === 'add' ? 1 : -1 });
      log.write(to);
    }
    log.statement(line, () => l10n.t('{0}, row {1} of {2}', quarters.textOf(call), row, listed(names)));
  }
}
