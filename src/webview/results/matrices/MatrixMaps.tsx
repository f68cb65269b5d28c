import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { assertNever } from '../../../core/assertNever';
import { formatDuration } from '../../../core/format';
import type { Inspection, ProductMap, WantedMap } from '../../../core/matrix/maps/productMaps';
import { matricesFinding } from '../../../core/model/matricesFinding';
import type { Problem } from '../../../core/problem';
import { listed } from '../../../core/sentences';
import { Button, LinkButton } from '../../controls/Button';
import { RadioGroup } from '../../controls/RadioGroup';
import { DocsLink } from '../DocsLink';
import { zoomKeptAs } from '../mapZooms';
import { problemFacts } from '../problemText';
import { parametersText } from '../resultRows';
import type { ResultRow } from '../resultRows';
import { RowSelect } from '../RowSelect';
import type { TabProps } from '../tab';
import { backgroundColour, useThemeVersion } from '../../charts/themeColours';
import { ErrorsTable } from './ErrorsTable';
import { closerPart, mapModel } from './mapModel';
import type { MapModel } from './mapModel';
import { MAP_METRICS } from './matricesView';
import type { MapMetric, MatricesView } from './matricesView';
import { MapTable } from './MapTable';
import { MatrixMap } from './MatrixMap';
import { RowBalanceChart } from './RowBalanceChart';
import { Unbroken } from '../Unbroken';
import { useInspection } from './useInspection';

/** Cells of a map down and across: about four pixels each where it is drawn. */
const CELLS = 96;
/** A row that took longer is run again only when the user asks for it. */
const AT_ONCE_NS = 3e8;
/** So is one whose reference takes long. */
const AT_ONCE_PRODUCTS = 2 ** 31;

/** A, B, C and its error, for the row that is chosen. */
export function MatrixMaps(props: TabProps) {
  const { run, groups, selected, setView, onInspect } = props;
  const rows = groups.flatMap((group) => group.rows);
  const row = selected ?? rows.find(({ timing }) => timing !== null) ?? rows.at(0);
  if (row === undefined || onInspect === null) return <p class="sub">{l10n.t('There is nothing to look into.')}</p>;
  return (
    <RowMaps key={`${run.id} ${row.index}`} {...props} row={row} onInspect={onInspect}>
      <RowSelect
        label={l10n.t('Row')}
        name="row"
        rows={rows}
        chosen={row}
        labelOf={rowLabel}
        onChoose={(chosen) => {
          setView({ selected: chosen });
        }}
      />
    </RowMaps>
  );
}

function rowLabel({ subject }: ResultRow): string {
  const name = [subject.strategy, parametersText(subject)].filter(Boolean).join(' ');
  return listed([name, problemFacts(subject.problem, undefined).slice(0, 2).join(' ')]);
}

interface RowMapsProps extends TabProps {
  readonly row: ResultRow;
  readonly onInspect: NonNullable<TabProps['onInspect']>;
  /** What chooses another row. */
  readonly children: ComponentChildren;
}

function RowMaps({ run, groups, view, setView, onInspect, onOpenDocs, row, children }: RowMapsProps) {
  const own = view.matrices;
  const { problem, strategy } = row.subject;
  const name = `${run.id} ${row.index}`;
  const parts = own.parts.of === name ? own.parts : { of: name, A: null, B: null, C: null };
  const metric = own.metric ?? (problem.density < 1 ? 'pattern' : 'values');
  const change = (part: Partial<MatricesView>): void => {
    setView({ matrices: { ...own, ...part } });
  };
  const isCheap =
    (row.timing?.medianNs ?? Infinity) < AT_ONCE_NS && problem.m * problem.k * problem.n < AT_ONCE_PRODUCTS;
  const [attempt, setAttempt] = useState(0);
  const wanted = useMemo(() => wantedMaps(parts), [parts.of, parts.A, parts.B, parts.C]);
  const look = useInspection({
    row: name,
    wanted,
    asks: (isCheap && run.state !== 'running') || attempt > 0,
    attempt,
    inspect: (maps, signal) => onInspect(row.index, maps, signal),
  });
  const inspection = look.state === 'shown' ? look.inspection : look.state === 'looking' ? look.before : null;
  const group = groups.find((each) => each.rows.some(({ index }) => index === row.index));
  const theme = useThemeVersion();
  const background = useMemo(backgroundColour, [theme]);
  const models = useMemo(
    () =>
      inspection?.maps.map((map) =>
        mapModel(map, map.of === 'A' ? metric : 'values', inspection.verification, background),
      ) ?? [],
    [inspection, metric, background],
  );
  const finding = inspection === null ? null : matricesFinding(strategy, problem, inspection, errorsIn(inspection));
  const closer = ({ of, grid }: MapModel, line: number, column: number): void => {
    const target = of === 'error' ? 'C' : of;
    const [rows, columns] = sizeOf(problem, target);
    change({ parts: { ...parts, [target]: closerPart(grid, line, column, rows, columns) } });
  };
  return (
    <div class="matrices-tab">
      <h2 class="finding">
        <Unbroken text={finding?.title ?? l10n.t('{0} can be looked into', strategy)} />
      </h2>
      <p class="sub">
        {finding?.detail ??
          l10n.t(
            'The operands are made from their seed, the strategy runs once, and its C is compared with the float64 reference.',
          )}
      </p>
      <div class="tools">{children}</div>
      {inspection === null && (
        <div class="look" role="status">
          {look.state === 'looking' && <p>{l10n.t('Running {0} once and comparing…', strategy)}</p>}
          {look.state === 'failed' && <p>{look.message}</p>}
          {(look.state === 'none' || look.state === 'failed') && (
            <Button
              icon="eye"
              name="look"
              onClick={() => {
                setAttempt(attempt + 1);
              }}
            >
              {row.timing === null
                ? l10n.t('Run once and look')
                : l10n.t('Run once ({0}) and look', formatDuration(row.timing.medianNs))}
            </Button>
          )}
        </div>
      )}
      {inspection !== null && (
        <>
          <p class="dim reference">
            {[...problemFacts(problem, inspection.rows.nonzeros), backendText(inspection, row)].join(' · ')}
          </p>
          <div class="tools">
            <RadioGroup
              label={l10n.t('What the map of A shows')}
              name="mapMetric"
              value={metric}
              options={MAP_METRICS.map((value) => ({ value, label: metricTitle(value) }))}
              onChange={(value) => {
                change({ metric: value });
              }}
            />
            <LinkButton
              name="mapsAsTables"
              onClick={() => {
                change({ asTables: !own.asTables });
              }}
            >
              {own.asTables ? l10n.t('Show as maps') : l10n.t('Show as tables')}
            </LinkButton>
            <span class="grow" />
            <DocsLink page="inside" onOpen={onOpenDocs}>
              {l10n.t('How to read this')}
            </DocsLink>
          </div>
          {own.asTables ? (
            models.map((model) => <MapTable key={model.of} model={model} view={view} setView={setView} />)
          ) : (
            <div class="maps">
              {models.map((model) => (
                <MatrixMap
                  key={model.of}
                  model={model}
                  view={view}
                  setView={setView}
                  busy={look.state === 'looking'}
                  isCloser={parts[model.of === 'error' ? 'C' : model.of] !== null}
                  zoomed={zoomKeptAs(
                    JSON.stringify([name, model.of, parts[model.of === 'error' ? 'C' : model.of]]),
                    view,
                    setView,
                  )}
                  onCloser={(line, column) => {
                    closer(model, line, column);
                  }}
                  onWhole={() => {
                    change({ parts: { ...parts, [model.of === 'error' ? 'C' : model.of]: null } });
                  }}
                />
              ))}
            </div>
          )}
          <div class="beside-maps">
            <RowBalanceChart balance={inspection.rows} view={view} setView={setView} />
            {group !== undefined && <ErrorsTable group={group} selected={row} />}
          </div>
        </>
      )}
    </div>
  );
}

/** What ran now, and what was measured where that was something else. */
function backendText({ backend }: Inspection, { timing }: ResultRow): string {
  return timing === null || timing.backend === backend
    ? l10n.t('ran as {0}', backend)
    : l10n.t('ran as {0}, was measured as {1}', backend, timing.backend);
}

function metricTitle(metric: MapMetric): string {
  switch (metric) {
    case 'values':
      return l10n.t('values');
    case 'pattern':
      return l10n.t('nonzeros');
    default:
      return assertNever(metric);
  }
}

function wantedMaps({ A, B, C }: MatricesView['parts']): readonly WantedMap[] {
  return [
    { of: 'A', part: A, cells: CELLS },
    { of: 'B', part: B, cells: CELLS },
    { of: 'C', part: C, cells: CELLS },
    { of: 'error', part: C, cells: CELLS },
  ];
}

function errorsIn({ maps }: Inspection): Extract<ProductMap, { of: 'error' }>['map'] | null {
  for (const each of maps) if (each.of === 'error') return each.map;
  return null;
}

function sizeOf({ m, k, n }: Problem, of: 'A' | 'B' | 'C'): readonly [rows: number, columns: number] {
  switch (of) {
    case 'A':
      return [m, k];
    case 'B':
      return [k, n];
    case 'C':
      return [m, n];
  }
}
