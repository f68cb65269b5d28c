import type { ArrayPicture } from '../../../core/mlp/arrayPicture';
import { numberText } from './trainingTexts';

/** 'unit 7: norm 1.21, from −0.31 to 0.42, mean 0.01'. */
export function unitText({ facts }: ArrayPicture, unit: number): string {
  const fact = facts.at(unit);
  if (fact === undefined) return `unit ${unit + 1}`;
  const { norm, low, high, mean } = fact;
  return `unit ${unit + 1}: norm ${numberText(norm)}, from ${numberText(low)} to ${numberText(high)}, mean ${numberText(mean)}`;
}
