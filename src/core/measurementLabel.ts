import * as l10n from '@vscode/l10n';
import { formatFlops } from './format';
import { isTimed } from './measure/comparison';
import type { ProblemGroup } from './measure/comparison';
import type { MeasurementSubject } from './measure/measurement';
import { problemFlops, sizeLabel } from './problem';
import type { Problem } from './problem';
import { listed } from './sentences';

/** '64×784×100 (m×k×n), f32, Aᵀ·B, banded, 5% nonzeros, 0.502 MFLOP'. */
export function problemText({ problem, measurements }: ProblemGroup): string {
  const flops = measurements.find(isTimed)?.flops ?? problemFlops(problem);
  return listed([`${sizeLabel(problem)} (m×k×n)`, ...traitsOf(problem), formatFlops(flops)]);
}

/** Element type, and what else differs from C = A·B with a dense A. */
function traitsOf({ dtype, transposeA, transposeB, alpha, beta, structure, density }: Problem): readonly string[] {
  const traits: string[] = [dtype];
  if (transposeA || transposeB) traits.push(`A${transposeA ? 'ᵀ' : ''}·B${transposeB ? 'ᵀ' : ''}`);
  if (alpha !== 1) traits.push(`α = ${alpha}`);
  if (beta !== 0) traits.push(`β = ${beta}`);
  if (density !== 1) traits.push(structure, l10n.t('{0}% nonzeros', Number((density * 100).toPrecision(3))));
  return traits;
}

/** Parameters as `--set` takes them, without the strategy: 'mc=96 kc=256'; what nobody set says that it is tuned. */
export function parametersText({ parameters, tuned = [] }: MeasurementSubject): string {
  return Object.entries(parameters)
    .map(([id, value]) => `${id}=${value}${tuned.includes(id) ? ' (tuned)' : ''}`)
    .join(' ');
}

/** 'blocked mc=96 kc=256'. */
export function strategyText(measurement: MeasurementSubject): string {
  return `${measurement.strategy} ${parametersText(measurement)}`.trimEnd();
}
