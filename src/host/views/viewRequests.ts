import * as v from 'valibot';
import { MOST_CELLS } from '../../core/matrix/maps/blockMap';
import { MAPPED } from '../../core/matrix/maps/productMaps';
import { isStrategyId } from '../../core/kernels/registry';
import { STRATEGY_IDS } from '../../core/kernels/strategy';
import { problemSchema } from '../../core/spec/runSchema';
import { DOCS_PAGES, VIEW_ACTIONS } from '../../shared/viewProtocol';
import type { ChartPicture } from '../../shared/chartPicture';
import type { CopiedPlace, DocsPage, InspectRow, ProfileForm, TuneRequest } from '../../shared/viewProtocol';
import { profileFormSchema } from '../form/profileForm';

/** Parameters of requests, parsed where they come in: a page is outside. */

const runIdSchema = v.object({ runId: v.string() });
const actionSchema = v.object({ action: v.picklist(VIEW_ACTIONS) });
const tuneSchema = v.object({ strategy: v.picklist(STRATEGY_IDS), problem: v.nullable(problemSchema) });
const copySchema = v.object({ text: v.pipe(v.string(), v.maxLength(10_000_000)) });

const compareSchema = v.object({ before: v.string(), after: v.array(v.string()) });

const kernelPlaceSchema = v.object({ runId: v.string(), row: v.pipe(v.number(), v.integer(), v.minValue(0)) });

const timelineSchema = v.object({ ...kernelPlaceSchema.entries, take: v.boolean() });

/** A picture of a chart is some hundred kilobytes; more than this is none. */
const MOST_PICTURE_CHARACTERS = 20_000_000;
const svgSchema = v.pipe(v.string(), v.startsWith('<svg '), v.maxLength(MOST_PICTURE_CHARACTERS));
const pngSchema = v.pipe(v.string(), v.base64(), v.maxLength(MOST_PICTURE_CHARACTERS));
const pictureSchema = v.object({
  title: v.string(),
  svg: v.object({ light: svgSchema, dark: svgSchema }),
  png: v.object({ light: pngSchema, dark: pngSchema }),
});

export const parsePicture = (params: unknown): ChartPicture => v.parse(pictureSchema, params);
export const parseRunId = (params: unknown): { runId: string } => v.parse(runIdSchema, params);
export const parseCompare = (params: unknown): v.InferOutput<typeof compareSchema> => v.parse(compareSchema, params);
export const parseAction = (params: unknown): v.InferOutput<typeof actionSchema> => v.parse(actionSchema, params);
export const parseCopy = (params: unknown): { text: string } => v.parse(copySchema, params);

/** Also what a row's context menu hands to a command, which has other keys beside. */
export const parseKernelPlace = (params: unknown): v.InferOutput<typeof kernelPlaceSchema> =>
  v.parse(kernelPlaceSchema, params);

const copiedPlaceSchema = v.object({
  matmulTable: v.string(),
  row: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  column: v.optional(v.string()),
});
/** What the context menu of a table hands to a command, which has other keys beside; `null`: none opened it. */
export function parseCopiedPlace(context: unknown): CopiedPlace | null {
  const parsed = v.safeParse(copiedPlaceSchema, context);
  if (!parsed.success) return null;
  const { matmulTable, row = null, column = null } = parsed.output;
  return { matmulTable, row, column };
}

export const parseTimeline = (params: unknown): v.InferOutput<typeof timelineSchema> => v.parse(timelineSchema, params);
const indexSchema = v.pipe(v.number(), v.integer(), v.minValue(0));
const partSchema = v.object({
  firstRow: indexSchema,
  rows: indexSchema,
  firstColumn: indexSchema,
  columns: indexSchema,
});
const wantedSchema = v.object({
  of: v.picklist(MAPPED),
  part: v.nullable(partSchema),
  cells: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_CELLS)),
});
const inspectSchema = v.object({
  runId: v.string(),
  row: indexSchema,
  wanted: v.pipe(v.array(wantedSchema), v.maxLength(MAPPED.length)),
});
export const parseInspect = (params: unknown): InspectRow => v.parse(inspectSchema, params);

const docsPageSchema = v.picklist(DOCS_PAGES);
const docsSchema = v.object({ page: docsPageSchema });
export const parseDocs = (params: unknown): { page: DocsPage } => v.parse(docsSchema, params);
/** What a link of the walkthrough hands to its command. */
export const parseDocsPage = (argument: unknown): DocsPage => v.parse(docsPageSchema, argument);

export const parseTune = (params: unknown): TuneRequest => v.parse(tuneSchema, params);

export function parseForm(params: unknown): ProfileForm {
  const form = v.parse(profileFormSchema, params);
  return { ...form, strategies: form.strategies.filter(({ id }) => isStrategyId(id)) };
}
