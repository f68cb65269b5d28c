import { assertNever } from '../../../assertNever';
import { BULK_PREFIX, NO_RESULT, OP, SIMD_PREFIX } from '../opcodes';
import type { ByteReader } from './byteReader';
import { instructionForm } from './instructionForms';
import type { Immediate } from './instructionForms';
import { valueType } from './moduleParts';

/** An instruction with what it takes, or a piece of structure with the code in it. */
export interface CodeNode {
  /** Name and immediates: 'i32.const 4', 'loop $again1'. */
  readonly head: string;
  /** The values that it takes, in their order. */
  readonly values: readonly CodeNode[];
  /** Code inside of it; the head of a part is 'then' or 'else', '' where the code lies directly inside. */
  readonly parts: readonly { readonly head: string; readonly nodes: readonly CodeNode[] }[];
  /** False where the values that it takes could not be told: it then is written by itself, after them. */
  readonly folded: boolean;
  readonly gives: 0 | 1;
}

export interface CodeNames {
  /** '$a'. */
  local(index: number): string;
  /** What a call takes and gives. */
  function(index: number): { readonly id: string; readonly takes: number; readonly gives: 0 | 1 };
}

/** A block, a loop or an if that is being read. */
interface Label {
  readonly id: string;
  /** Something jumps to it: only then is it written. */
  isUsed: boolean;
}

interface Part {
  readonly nodes: CodeNode[];
  readonly endedByElse: boolean;
}

/** Reads the code of a function up to its last `end`. @throws {RangeError} at an instruction that it does not know. */
export function codeTree(code: ByteReader, names: CodeNames): readonly CodeNode[] {
  return new TreeReader(code, names).part().nodes;
}

class TreeReader {
  private readonly labels: Label[] = [];
  private loops = 0;
  private branches = 0;

  constructor(
    private readonly code: ByteReader,
    private readonly names: CodeNames,
  ) {}

  part(): Part {
    const nodes: CodeNode[] = [];
    for (;;) {
      const opcode = this.code.byte();
      switch (opcode) {
        case OP.end:
          return { nodes, endedByElse: false };
        case OP.else:
          return { nodes, endedByElse: true };
        case OP.block:
          // A block is what ends a loop: they share a number.
          nodes.push(this.structure('block', `$done${this.loops + 1}`));
          break;
        case OP.loop:
          this.loops += 1;
          nodes.push(this.structure('loop', `$again${this.loops}`));
          break;
        case OP.if:
          nodes.push(this.branch(takeValues(nodes, 1)));
          break;
        case OP.call: {
          const { id, takes, gives } = this.names.function(this.code.unsigned());
          nodes.push(plain(`call ${id}`, takes, gives, nodes));
          break;
        }
        default:
          nodes.push(this.instruction(opcode, nodes));
      }
    }
  }

  private instruction(opcode: number, before: CodeNode[]): CodeNode {
    const isPrefix = opcode === SIMD_PREFIX || opcode === BULK_PREFIX;
    const { name, takes, gives, immediate } = isPrefix
      ? instructionForm(opcode, this.code.unsigned())
      : instructionForm(0, opcode);
    return plain(`${name}${this.immediate(immediate)}`, takes, gives, before);
  }

  private structure(kind: 'block' | 'loop', id: string): CodeNode {
    const label = { id, isUsed: false };
    const { result, gives } = this.blockType();
    this.labels.push(label);
    const { nodes } = this.part();
    this.labels.pop();
    return { head: headOf(kind, label) + result, values: [], parts: [{ head: '', nodes }], folded: true, gives };
  }

  private branch(condition: readonly CodeNode[] | null): CodeNode {
    this.branches += 1;
    const label = { id: `$if${this.branches}`, isUsed: false };
    const { result, gives } = this.blockType();
    this.labels.push(label);
    const then = this.part();
    const parts = [{ head: 'then', nodes: then.nodes }];
    if (then.endedByElse) parts.push({ head: 'else', nodes: this.part().nodes });
    this.labels.pop();
    return { head: headOf('if', label) + result, values: condition ?? [], parts, folded: true, gives };
  }

  private blockType(): { readonly result: string; readonly gives: 0 | 1 } {
    const code = this.code.byte();
    return code === NO_RESULT ? { result: '', gives: 0 } : { result: ` (result ${valueType(code)})`, gives: 1 };
  }

  /** With a space before it, '' where there is none. */
  private immediate(immediate: Immediate): string {
    const { code } = this;
    switch (immediate.kind) {
      case 'none':
        return '';
      case 'local':
        return ` ${this.names.local(code.unsigned())}`;
      case 'function':
        return ` ${this.names.function(code.unsigned()).id}`;
      case 'label':
        return ` ${this.target(code.unsigned())}`;
      case 'i32':
        return ` ${code.signed()}`;
      case 'f32':
        return ` ${floatText(code.f32())}`;
      case 'f64':
        return ` ${floatText(code.f64())}`;
      case 'v128':
        return ` i8x16 ${[...code.take(16)].join(' ')}`;
      case 'shuffle':
        return ` ${[...code.take(16)].join(' ')}`;
      case 'lane':
        return ` ${code.byte()}`;
      case 'memory': {
        const [alignment, offset] = [2 ** code.unsigned(), code.unsigned()];
        const parts = [
          ...(offset === 0 ? [] : [` offset=${offset}`]),
          ...(alignment === immediate.naturalBytes ? [] : [` align=${alignment}`]),
          ...(immediate.lane ? [` ${code.byte()}`] : []),
        ];
        return parts.join('');
      }
      case 'memories':
        code.take(immediate.count);
        return '';
      default:
        return assertNever(immediate);
    }
  }

  /** The label that a jump over `depth` others leads to; the function itself has none, only its number. */
  private target(depth: number): string {
    const label = this.labels.at(-1 - depth);
    if (label === undefined) return String(depth);
    label.isUsed = true;
    return label.id;
  }
}

function headOf(kind: string, { id, isUsed }: Label): string {
  return isUsed ? `${kind} ${id}` : kind;
}

function plain(head: string, takes: number, gives: 0 | 1, before: CodeNode[]): CodeNode {
  const values = takeValues(before, takes);
  return { head, values: values ?? [], parts: [], folded: values !== null, gives };
}

/** Takes the last nodes where each of them gives a value; else they are left, and `null` says that they were. */
function takeValues(nodes: CodeNode[], count: number): readonly CodeNode[] | null {
  if (count === 0) return [];
  const last = nodes.slice(-count);
  if (last.length < count || last.some(({ gives }) => gives === 0)) return null;
  nodes.length -= count;
  return last;
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}
