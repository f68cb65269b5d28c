import type { Cell, Region, Walk } from '../../../../../src/core/model/steps/step';

/** Values of all regions; elements that nobody has written are NaN. */
export class WalkMemory {
  private readonly values: ReadonlyMap<string, { readonly region: Region; readonly elements: Float64Array }>;

  constructor(walk: Walk) {
    this.values = new Map(
      walk.regions.map((region) => [
        region.id,
        { region, elements: new Float64Array(region.rows * region.columns).fill(NaN) },
      ]),
    );
  }

  get(cell: Cell): number {
    const { elements, at } = this.find(cell);
    return elements[at];
  }

  set(cell: Cell, value: number): void {
    const { elements, at } = this.find(cell);
    elements[at] = value;
  }

  private find({ region: id, row, column }: Cell): { readonly elements: Float64Array; readonly at: number } {
    const found = this.values.get(id);
    if (found === undefined) throw new RangeError(`there is no region ${id}`);
    const { region, elements } = found;
    if (row < 0 || row >= region.rows || column < 0 || column >= region.columns) {
      throw new RangeError(`there is no ${id}[${row}, ${column}]`);
    }
    return { elements, at: row * region.columns + column };
  }
}

/** Does what the steps say, on values. Sums begin at 0 where they are stored without having been read. */
export function execute(walk: Walk, memory: WalkMemory): void {
  for (const { operations } of walk.steps.flat()) {
    for (const operation of operations) {
      switch (operation.kind) {
        case 'multiply': {
          const { into, x, y } = operation;
          const before = memory.get(into);
          memory.set(into, (Number.isNaN(before) ? 0 : before) + memory.get(x) * memory.get(y));
          break;
        }
        case 'copy':
          memory.set(operation.to, memory.get(operation.from));
          break;
        case 'clear':
          memory.set(operation.to, 0);
          break;
        case 'sum':
          memory.set(operation.to, memory.get(operation.x) + operation.sign * memory.get(operation.y));
          break;
        case 'gather':
          memory.set(operation.to, memory.get(operation.to) + memory.get(operation.x) + memory.get(operation.y));
      }
    }
  }
}
