import * as v from 'valibot';
import { WALK_IDS } from '../../../core/model/steps/catalogue';

/** Lines of the simulated cache, and elements of a line, that can be chosen. */
export const CACHE_LINES = [4, 8, 16, 32, 64] as const;
export const LINE_ELEMENTS = [1, 2, 4, 8] as const;
/** Steps a second. */
export const SPEEDS = [2, 8, 32, 128] as const;

/** What the tab of the strategies remembers. */
export const strategiesView = v.object({
  /** `null`: that of the row that is chosen in the table. */
  walk: v.nullable(v.picklist(WALK_IDS)),
  /** Steps that have been made. */
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
  lines: v.picklist(CACHE_LINES),
  elementsOfLine: v.picklist(LINE_ELEMENTS),
  speed: v.picklist(SPEEDS),
});
export type StrategiesView = v.InferOutput<typeof strategiesView>;

export const INITIAL_STRATEGIES: StrategiesView = { walk: null, step: 0, lines: 8, elementsOfLine: 4, speed: 8 };
