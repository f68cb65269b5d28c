import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { blasText } from '../../core/blas';
import { gpuText } from '../../core/gpu';
import { codePathText } from '../../core/machine';
import type { Machine } from '../../core/machine';
import { formatBytes } from '../../core/format';
import { cachesText } from '../../core/model/peakTable';

/** 'SIMD, relaxed SIMD, threads', or that there is none. */
export function wasmText({ wasm }: Machine): string {
  const features = [
    ...(wasm.simd ? ['SIMD'] : []),
    ...(wasm.relaxedSimd ? [l10n.t('relaxed SIMD')] : []),
    ...(wasm.threads ? [l10n.t('threads')] : []),
  ];
  return features.length === 0 ? l10n.t('no SIMD, no threads') : features.join(', ');
}

/** '1 thread', '8 threads'. */
export function threadsText({ logicalCores }: Machine): string {
  return logicalCores === 1 ? l10n.t('1 thread') : l10n.t('{0} threads', logicalCores);
}

interface MachineFactsProps {
  readonly machine: Machine;
  /** Further terms, in line with the others. */
  readonly children?: ComponentChildren;
}

/** What is known of the machine that is profiled, as a list of terms. */
export function MachineFacts({ machine, children }: MachineFactsProps) {
  return (
    <dl class="facts">
      <dt>{l10n.t('processor')}</dt>
      <dd>{`${machine.processor}, ${threadsText(machine)}`}</dd>
      <dt>{l10n.t('caches')}</dt>
      <dd>{cachesText(machine)}</dd>
      <dt>{l10n.t('memory')}</dt>
      <dd>{formatBytes(machine.memoryBytes)}</dd>
      <dt>WebAssembly</dt>
      <dd>{wasmText(machine)}</dd>
      <dt>{l10n.t('dense kernels')}</dt>
      <dd>{codePathText(machine.wasm)}</dd>
      <dt>{l10n.t('native BLAS')}</dt>
      <dd>{blasText(machine.blas)}</dd>
      <dt>GPU</dt>
      <dd>{gpuText(machine.gpu ?? null)}</dd>
      <dt>{l10n.t('system')}</dt>
      <dd>{`${machine.platform}, ${machine.architecture}`}</dd>
      {children}
    </dl>
  );
}
