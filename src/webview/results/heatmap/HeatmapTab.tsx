import * as l10n from '@vscode/l10n';
import { useMemo, useState } from 'preact/hooks';
import { heatmapExplanation } from '../../../core/model/heatmapExplanation';
import type { HeatmapPlace } from '../../charts/heatmap';
import { Button, LinkButton } from '../../controls/Button';
import { RadioGroup } from '../../controls/RadioGroup';
import { Select } from '../../controls/Select';
import { chosenBenchmark } from '../charts/BenchmarkSelect';
import { Answer, AskButton, useAsked } from '../charts/Explained';
import { zoomKeptAs } from '../mapZooms';
import { METRICS } from '../savedView';
import type { ResultsTab, TabProps } from '../tab';
import { ColourLegend } from './ColourLegend';
import { axesOf, crossedHeatmap, strategiesAlong } from './crossedHeatmap';
import './heatmap.css';
import { DenseHeatmap } from './DenseHeatmap';
import { MOST_CELLS_WITH_TEXT } from './heatmapCells';
import { HeatmapGrid } from './HeatmapGrid';
import { heatmapOf } from './heatmapModel';
import type { Heatmap } from './heatmapModel';
import { HeatmapTable } from './HeatmapTable';
import { cellFacts, cellTitle } from './heatmapText';
import { MAP_AXES, mapAxesText } from './mapAxes';
import type { MapAxes } from './mapAxes';
import { tuningHeatmap } from './tuningHeatmap';

/** Strategy by size, or one strategy over two things that vary, one benchmark at a time; of a tuning its grid. */
function HeatmapView({ run, groups, strategies, view, setView, selected }: TabProps) {
  const benchmarks = [...new Set(groups.map((group) => group.benchmark))];
  const benchmark = chosenBenchmark(groups, view);
  const { metric } = view;
  const shown = useMemo(() => groups.filter((group) => group.benchmark === benchmark), [groups, benchmark]);
  const choices = useMemo(() => (run.tuning === null ? axesOf(shown) : []), [run.tuning, shown]);
  const axes = choices.includes(view.heatmapAxes) ? view.heatmapAxes : 'strategy × size';
  const along = useMemo(() => (axes === 'strategy × size' ? [] : strategiesAlong(shown, axes)), [shown, axes]);
  const chosenRow = typeof view.selected === 'number' ? selected : null;
  const wanted = view.heatmapStrategy ?? chosenRow?.subject.strategy;
  const strategy = along.find((name) => name === wanted) ?? along[0];
  const map = useMemo(() => {
    if (run.tuning !== null) return tuningHeatmap(run.tuning, groups, run.state, metric);
    if (axes === 'strategy × size' || strategy === undefined) return heatmapOf(shown, metric, strategies);
    return crossedHeatmap(shown, metric, strategy, axes);
  }, [run.tuning, run.state, groups, shown, metric, strategies, axes, strategy]);
  const isOverDensity = run.tuning === null && axes === 'density × size';
  const asked = useAsked('heatmap', { view, setView });
  const explanation = useMemo(
    () => (asked.isOpen ? heatmapExplanation(map, { hasEnded: run.state === 'finished', isOverDensity }) : null),
    [asked.isOpen, map, run.state, isOverDensity],
  );
  const [moved, setMoved] = useState<HeatmapPlace | null>(null);
  const chosenPlace = useMemo(
    () => (chosenRow === null ? null : placeOfRow(map, chosenRow.index)),
    [map, chosenRow?.index],
  );
  const best = useMemo(() => bestPlace(map), [map]);
  const isThere = moved !== null && map.lines[moved.line]?.cells[moved.column] !== undefined;
  const place = isThere ? moved : (chosenPlace ?? best);
  const pick = ({ line, column }: HeatmapPlace): void => {
    const { row } = map.lines[line].cells[column];
    if (row !== null) setView({ selected: row.index });
  };
  const open = ({ line, column }: HeatmapPlace): void => {
    const { row } = map.lines[line].cells[column];
    if (row !== null) setView({ tab: 'table', selected: row.index });
  };
  return (
    <>
      <div class="tools">
        {benchmarks.length > 1 && (
          <Select
            label={l10n.t('Benchmark')}
            name="benchmark"
            value={benchmark}
            options={benchmarks.map((value) => ({ value, label: value }))}
            onChange={(value) => {
              setMoved(null);
              setView({ benchmark: value });
            }}
          />
        )}
        {choices.length > 1 && (
          <Select
            label={l10n.t('Axes')}
            name="heatmapAxes"
            value={axes}
            options={choices.map((value) => ({ value, label: mapAxesText(value) }))}
            onChange={(value) => {
              setMoved(null);
              setView({ heatmapAxes: MAP_AXES.find((each) => each === value) ?? 'strategy × size' });
            }}
          />
        )}
        {strategy !== undefined && along.length > 1 && (
          <Select
            label={l10n.t('Strategy')}
            name="heatmapStrategy"
            value={strategy}
            options={along.map((value) => ({ value, label: value }))}
            onChange={(value) => {
              setMoved(null);
              setView({ heatmapStrategy: value });
            }}
          />
        )}
        <RadioGroup
          label={l10n.t('What the cells show')}
          name="metric"
          value={metric}
          options={METRICS.map((value) => ({ value, label: map.texts[value].title }))}
          onChange={(value) => {
            setView({ metric: value });
          }}
        />
        <AskButton asked={asked} />
        <LinkButton
          name="heatmapAsTable"
          onClick={() => {
            setView({ heatmapAsTable: !view.heatmapAsTable });
          }}
        >
          {view.heatmapAsTable ? l10n.t('Show as map') : l10n.t('Show as table')}
        </LinkButton>
        <span class="grow" />
        {!view.heatmapAsTable && <ColourLegend map={map} />}
      </div>
      <Answer asked={asked} explanation={explanation} />
      {map.facts.length > 0 && <p class="dim reference">{map.facts.join(' · ')}</p>}
      {view.heatmapAsTable ? (
        <HeatmapTable map={map} place={place} />
      ) : (
        <>
          {map.lines.length * map.columns.length > MOST_CELLS_WITH_TEXT ? (
            <DenseHeatmap
              map={map}
              place={place}
              chosen={chosenPlace}
              zoomed={zoomKeptAs(zoomName(benchmark, run.tuning === null ? axes : 'tuning', strategy), view, setView)}
              onMove={setMoved}
              onPick={pick}
              onOpen={open}
            />
          ) : (
            <HeatmapGrid map={map} place={place} chosen={chosenPlace} onMove={setMoved} onPick={pick} onOpen={open} />
          )}
          <CellDetails
            map={map}
            place={place}
            onOpen={() => {
              open(place);
            }}
          />
        </>
      )}
    </>
  );
}

/** What a map is remembered by: of the same benchmark in a later run it is the same map. */
function zoomName(benchmark: string, axes: MapAxes | 'tuning', strategy: string | undefined): string {
  return JSON.stringify(['heatmap', benchmark, axes, strategy ?? '']);
}

interface CellDetailsProps {
  readonly map: Heatmap;
  readonly place: HeatmapPlace;
  readonly onOpen: () => void;
}

/** The cell with the ring, in words that stay. */
function CellDetails({ map, place, onOpen }: CellDetailsProps) {
  const cell = map.lines[place.line]?.cells[place.column];
  if (cell === undefined) return null;
  return (
    <section class="cell-details" aria-label={l10n.t('The chosen cell')}>
      <h3>{cellTitle(map, place.line, place.column)}</h3>
      <ul>
        {cellFacts(cell).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {cell.row !== null && (
        <Button icon="table" name="showInTable" secondary onClick={onOpen}>
          {l10n.t('Show in table')}
        </Button>
      )}
    </section>
  );
}

/** The cell of a row; `null` where the map does not show it. */
function placeOfRow({ lines }: Heatmap, index: number): HeatmapPlace | null {
  for (const [line, { cells }] of lines.entries()) {
    const column = cells.findIndex(({ placeOf }) => placeOf.includes(index));
    if (column >= 0) return { line, column };
  }
  return null;
}

/** The best cell of the map, the first where there is none; of a tuning its best point, whatever luck others had. */
function bestPlace({ kind, lines, metric, texts }: Heatmap): HeatmapPlace {
  const better = texts[metric].falling ? -1 : 1;
  let best: HeatmapPlace & { value: number } = { line: 0, column: 0, value: -Infinity };
  for (const [line, { cells }] of lines.entries()) {
    for (const [column, { value, leader }] of cells.entries()) {
      if (kind === 'tuning' && leader) return { line, column };
      if (value !== null && better * value > best.value) best = { line, column, value: better * value };
    }
  }
  return best;
}

export const heatmapTab: ResultsTab = { id: 'heatmap', title: l10n.t('Heatmap'), View: HeatmapView };
