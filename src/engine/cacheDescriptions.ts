import * as v from 'valibot';
import type { Cache } from '../core/machinePeaks';

/** What a system says of its caches and cores, parsed; what it does not say is left out. */
export interface CacheDescription {
  readonly caches?: readonly Cache[];
  readonly physicalCores?: number;
}

const USUAL_LINE_BYTES = 64;

/** The files of one `/sys/devices/system/cpu/cpu0/cache/index*` by their names. */
export type SysfsCache = Readonly<
  Record<'level' | 'type' | 'size' | 'coherency_line_size' | 'shared_cpu_list', string>
>;

export function cachesFromSysfs(indices: readonly SysfsCache[]): readonly Cache[] {
  return ordered(
    indices
      .filter(({ type }) => type.trim() !== 'Instruction')
      .map(({ level, size, coherency_line_size: line, shared_cpu_list: shared }) => ({
        level: Number(level),
        bytes: bytesOf(size),
        lineBytes: Number(line) || USUAL_LINE_BYTES,
        sharedBy: countOfList(shared),
      })),
  );
}

/** '48K', '2M', '32768'. */
function bytesOf(size: string): number {
  const match = /^(\d+)([KMG]?)$/.exec(size.trim());
  if (match === null) return NaN;
  const unit = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 }[match[2]];
  return Number(match[1]) * (unit ?? NaN);
}

/** '0-7,16-23' are 16. */
function countOfList(list: string): number {
  const counts = list
    .trim()
    .split(',')
    .map((part) => {
      const [from, to = from] = part.split('-').map(Number);
      return to - from + 1;
    });
  const sum = counts.reduce((total, each) => total + each, 0);
  return Number.isInteger(sum) && sum > 0 ? sum : 1;
}

/** Of what `getconf -a` prints; it does not know who shares a cache. */
export function cachesFromGetconf(text: string): readonly Cache[] {
  const valueOf = (name: string): number => Number(new RegExp(`^${name}\\s+(\\d+)$`, 'm').exec(text)?.[1]);
  return ordered(
    ['LEVEL1_DCACHE', 'LEVEL2_CACHE', 'LEVEL3_CACHE', 'LEVEL4_CACHE'].map((name, index) => ({
      level: index + 1,
      bytes: valueOf(`${name}_SIZE`),
      lineBytes: valueOf(`${name}_LINESIZE`) || USUAL_LINE_BYTES,
      sharedBy: 1,
    })),
  );
}

/** Cores of what `/proc/cpuinfo` says on x86; elsewhere it does not tell cores from threads. */
export function coresFromCpuinfo(text: string): number | undefined {
  const cores = new Set(
    text.split(/\n\s*\n/).flatMap((processor) => {
      const idOf = (name: string): string | undefined => new RegExp(`^${name}\\s*: (\\d+)$`, 'm').exec(processor)?.[1];
      const core = idOf('core id');
      return core === undefined ? [] : [`${idOf('physical id') ?? ''} ${core}`];
    }),
  );
  return cores.size === 0 ? undefined : cores.size;
}

/** Of what `sysctl hw` prints on macOS; on Apple silicon the fast cores are `perflevel0`. */
export function descriptionFromSysctl(text: string): CacheDescription {
  const valueOf = (name: string): number => Number(new RegExp(`^hw\\.${name}: (\\d+)$`, 'm').exec(text)?.[1]);
  const first = (...names: readonly string[]): number => names.map(valueOf).find((value) => value > 0) ?? NaN;
  const lineBytes = first('cachelinesize') || USUAL_LINE_BYTES;
  const caches = ordered([
    { level: 1, bytes: first('perflevel0.l1dcachesize', 'l1dcachesize'), lineBytes, sharedBy: 1 },
    {
      level: 2,
      bytes: first('perflevel0.l2cachesize', 'l2cachesize'),
      lineBytes,
      sharedBy: first('perflevel0.cpusperl2') || 1,
    },
    { level: 3, bytes: first('perflevel0.l3cachesize', 'l3cachesize'), lineBytes, sharedBy: 1 },
  ]);
  const physicalCores = first('physicalcpu');
  return { caches, ...(Number.isNaN(physicalCores) ? {} : { physicalCores }) };
}

const oneOrMore = <const T extends v.GenericSchema>(
  schema: T,
): v.UnionSchema<[T, v.ArraySchema<T, undefined>], undefined> => v.union([schema, v.array(schema)]);
const cimSchema = v.object({
  caches: oneOrMore(v.object({ Level: v.number(), MaxCacheSize: v.number(), CacheType: v.nullish(v.number()) })),
  processors: oneOrMore(v.object({ NumberOfCores: v.number() })),
});

/** What asks Windows for `descriptionFromCim`. */
export const CIM_COMMAND =
  '@{caches=@(Get-CimInstance Win32_CacheMemory|select Level,MaxCacheSize,CacheType);' +
  'processors=@(Get-CimInstance Win32_Processor|select NumberOfCores)}|ConvertTo-Json -Depth 3';

/**
 * Of what `CIM_COMMAND` prints. Windows counts levels from 3 on, sizes in KiB, and gives the sum over all cores for the
 * first two levels, instructions included in the first.
 */
export function descriptionFromCim(json: string): CacheDescription {
  const { caches, processors } = v.parse(cimSchema, JSON.parse(json));
  const physicalCores = [processors].flat().reduce((sum, { NumberOfCores }) => sum + NumberOfCores, 0);
  const sizes = [caches].flat().map(({ Level, MaxCacheSize, CacheType }) => {
    const level = Level - 2;
    const isSplit = level === 1 && CacheType === UNIFIED;
    const perCore = level < 3 ? Math.max(1, physicalCores) * (isSplit ? 2 : 1) : 1;
    return {
      level,
      bytes: Math.floor((MaxCacheSize * 1024) / perCore),
      lineBytes: USUAL_LINE_BYTES,
      sharedBy: 1,
      CacheType,
    };
  });
  const data = sizes.filter(({ CacheType }) => CacheType !== INSTRUCTION);
  const described = ordered(
    data.map(({ level, bytes, lineBytes, sharedBy }) => ({ level, bytes, lineBytes, sharedBy })),
  );
  return { caches: described, ...(physicalCores > 0 ? { physicalCores } : {}) };
}

/** Win32_CacheMemory.CacheType. */
const INSTRUCTION = 3;
const UNIFIED = 5;

function ordered(caches: readonly Cache[]): readonly Cache[] {
  return caches
    .filter(({ level, bytes }) => Number.isInteger(level) && level > 0 && Number.isInteger(bytes) && bytes > 0)
    .sort((x, y) => x.level - y.level);
}
