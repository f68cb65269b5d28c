import * as v from 'valibot';
import { isStrategyId } from '../../core/kernels/registry';
import { STRATEGY_IDS } from '../../core/kernels/strategy';
import { problemSchema } from '../../core/spec/runSchema';
import { VIEW_ACTIONS } from '../../shared/viewProtocol';
import type { ProfileForm, TuneRequest } from '../../shared/viewProtocol';
import { profileFormSchema } from '../form/profileForm';

/** Parameters of requests, parsed where they come in: a page is outside. */

const runIdSchema = v.object({ runId: v.string() });
const actionSchema = v.object({ action: v.picklist(VIEW_ACTIONS) });
const tuneSchema = v.object({ strategy: v.picklist(STRATEGY_IDS), problem: v.nullable(problemSchema) });
const copySchema = v.object({ text: v.pipe(v.string(), v.maxLength(10_000_000)) });

const compareSchema = v.object({ before: v.string(), after: v.array(v.string()) });

const kernelPlaceSchema = v.object({ runId: v.string(), row: v.pipe(v.number(), v.integer(), v.minValue(0)) });

export const parseRunId = (params: unknown): { runId: string } => v.parse(runIdSchema, params);
export const parseCompare = (params: unknown): v.InferOutput<typeof compareSchema> => v.parse(compareSchema, params);
export const parseAction = (params: unknown): v.InferOutput<typeof actionSchema> => v.parse(actionSchema, params);
export const parseCopy = (params: unknown): { text: string } => v.parse(copySchema, params);

/** Also what a row's context menu hands to a command, which has other keys beside. */
export const parseKernelPlace = (params: unknown): v.InferOutput<typeof kernelPlaceSchema> =>
  v.parse(kernelPlaceSchema, params);

export const parseTune = (params: unknown): TuneRequest => v.parse(tuneSchema, params);

export function parseForm(params: unknown): ProfileForm {
  const form = v.parse(profileFormSchema, params);
  return { ...form, strategies: form.strategies.filter(({ id }) => isStrategyId(id)) };
}
