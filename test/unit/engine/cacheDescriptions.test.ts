import { describe, expect, it } from 'vitest';
import {
  cachesFromGetconf,
  cachesFromSysfs,
  coresFromCpuinfo,
  descriptionFromCim,
  descriptionFromSysctl,
} from '../../../src/engine/cacheDescriptions';

const index = (level: string, type: string, size: string, shared: string) => ({
  level: `${level}\n`,
  type: `${type}\n`,
  size: `${size}\n`,
  coherency_line_size: '64\n',
  shared_cpu_list: `${shared}\n`,
});

describe('caches by sysfs', () => {
  it('are the data caches by level, with those that share them', () => {
    expect(
      cachesFromSysfs([
        index('3', 'Unified', '32M', '0-7,16-23'),
        index('1', 'Data', '48K', '0,16'),
        index('1', 'Instruction', '32K', '0,16'),
        index('2', 'Unified', '1024K', '0'),
      ]),
    ).toEqual([
      { level: 1, bytes: 48 * 1024, lineBytes: 64, sharedBy: 2 },
      { level: 2, bytes: 2 ** 20, lineBytes: 64, sharedBy: 1 },
      { level: 3, bytes: 2 ** 25, lineBytes: 64, sharedBy: 16 },
    ]);
  });

  it('leave out what is not readable', () => {
    const none = { level: '', type: '', size: '', coherency_line_size: '', shared_cpu_list: '' };
    expect(cachesFromSysfs([none, { ...index('1', 'Data', '32K', ''), coherency_line_size: '' }])).toEqual([
      { level: 1, bytes: 32 * 1024, lineBytes: 64, sharedBy: 1 },
    ]);
  });
});

describe('caches by getconf', () => {
  it('are those with a size', () => {
    const text = `LEVEL1_ICACHE_SIZE                 32768
LEVEL1_DCACHE_SIZE                 49152
LEVEL1_DCACHE_LINESIZE             64
LEVEL2_CACHE_SIZE                  1048576
LEVEL2_CACHE_LINESIZE              128
LEVEL3_CACHE_SIZE                  0
LEVEL4_CACHE_SIZE                  
`;
    expect(cachesFromGetconf(text)).toEqual([
      { level: 1, bytes: 49152, lineBytes: 64, sharedBy: 1 },
      { level: 2, bytes: 1048576, lineBytes: 128, sharedBy: 1 },
    ]);
    expect(cachesFromGetconf('')).toEqual([]);
  });
});

describe('cores by cpuinfo', () => {
  const processor = (physical: number, core: number): string => `processor\t: 0
physical id\t: ${physical}
core id\t\t: ${core}
flags\t\t: fpu`;

  it('are counted once for all their threads, in every socket', () => {
    const text = [processor(0, 0), processor(0, 1), processor(0, 0), processor(1, 0)].join('\n\n');
    expect(coresFromCpuinfo(text)).toBe(3);
  });

  it('are not known where it does not name them', () => {
    expect(coresFromCpuinfo('processor\t: 0\nBogoMIPS\t: 48.00\n')).toBeUndefined();
  });
});

describe('a Mac by sysctl', () => {
  it('has the caches of its fast cores', () => {
    const text = `hw.physicalcpu: 10
hw.cachelinesize: 128
hw.l1dcachesize: 65536
hw.l2cachesize: 4194304
hw.perflevel0.l1dcachesize: 131072
hw.perflevel0.l2cachesize: 16777216
hw.perflevel0.cpusperl2: 4
`;
    expect(descriptionFromSysctl(text)).toEqual({
      physicalCores: 10,
      caches: [
        { level: 1, bytes: 131072, lineBytes: 128, sharedBy: 1 },
        { level: 2, bytes: 16777216, lineBytes: 128, sharedBy: 4 },
      ],
    });
  });

  it('with one kind of cores has those of all', () => {
    const text = 'hw.l1dcachesize: 32768\nhw.l2cachesize: 262144\nhw.l3cachesize: 8388608\n';
    expect(descriptionFromSysctl(text).caches?.map(({ bytes }) => bytes)).toEqual([32768, 262144, 8388608]);
  });
});

describe('a Windows machine by CIM', () => {
  it('has a share of what is given for all cores', () => {
    const json = JSON.stringify({
      caches: [
        { Level: 3, MaxCacheSize: 512, CacheType: 5 },
        { Level: 4, MaxCacheSize: 4096, CacheType: 5 },
        { Level: 5, MaxCacheSize: 32768, CacheType: 5 },
      ],
      processors: { NumberOfCores: 8 },
    });
    expect(descriptionFromCim(json)).toEqual({
      physicalCores: 8,
      caches: [
        { level: 1, bytes: 32 * 1024, lineBytes: 64, sharedBy: 1 },
        { level: 2, bytes: 512 * 1024, lineBytes: 64, sharedBy: 1 },
        { level: 3, bytes: 32 * 2 ** 20, lineBytes: 64, sharedBy: 1 },
      ],
    });
  });

  it('leaves out a cache of instructions, and refuses what is no description', () => {
    const json = JSON.stringify({
      caches: [
        { Level: 3, MaxCacheSize: 128, CacheType: 3 },
        { Level: 3, MaxCacheSize: 192, CacheType: 4 },
      ],
      processors: [{ NumberOfCores: 2 }, { NumberOfCores: 2 }],
    });
    expect(descriptionFromCim(json).caches).toEqual([{ level: 1, bytes: 48 * 1024, lineBytes: 64, sharedBy: 1 }]);
    expect(() => descriptionFromCim('{"caches": []}')).toThrow();
  });
});
