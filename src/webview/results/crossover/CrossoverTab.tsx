import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { formatDuration, formatRatioInterval } from '../../../core/format';
import { winnerOf } from '../../../core/measure/crossover';
import { crossingText, crossoversOf, nameOfAxis, positionNumber } from '../../../core/model/crossoverFinding';
import type { CrossoverResult } from '../../../core/model/crossoverFinding';
import { ended } from '../../../core/sentences';
import { benchmarkTitle } from '../../../core/spec/benchmarkNames';
import { finalMeasurements } from '../resultRows';
import type { ResultsTab, TabProps } from '../tab';
import { tabTitle } from '../tabTitle';
import './crossover.css';
import { CrossoverChart } from './CrossoverChart';

/** Each search of the run: its sentence, its chart, and the same numbers as a table. */
function CrossoverView({ run }: TabProps) {
  const results = useMemo(
    () => crossoversOf({ benchmarks: run.searches, measurements: finalMeasurements(run) }),
    [run],
  );
  return (
    <>
      {results.map((result) => (
        <section key={result.benchmark} class="crossover" aria-label={benchmarkTitle(result.benchmark)}>
          <h3>{benchmarkTitle(result.benchmark)}</h3>
          {(results.length > 1 || run.state === 'running') && (
            <p class="crossover-sentence">{ended(crossingText(result))}</p>
          )}
          <CrossoverChart result={result} />
          <PointTable result={result} />
        </section>
      ))}
    </>
  );
}

function PointTable({ result: { benchmark, crossover, points } }: { readonly result: CrossoverResult }) {
  const { axis, first, second } = crossover;
  return (
    <div
      class="crossover-table"
      tabIndex={0}
      role="region"
      aria-label={l10n.t('{0} as a table', benchmarkTitle(benchmark))}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{nameOfAxis(axis)}</th>
            <th scope="col">{first}</th>
            <th scope="col">{second}</th>
            <th scope="col">
              {first} ÷ {second}
            </th>
            <th scope="col">{l10n.t('faster')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => {
            const winner = winnerOf(point);
            return (
              <tr key={point.position}>
                <td class="num">{positionNumber(axis, point.position)}</td>
                <td class="num">{formatDuration(point.first.medianNs)}</td>
                <td class="num">{formatDuration(point.second.medianNs)}</td>
                <td class="num">{formatRatioInterval(point)}</td>
                <td>{winner === null ? l10n.t('no difference found') : crossover[winner]}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

export const crossoverTab: ResultsTab = {
  id: 'crossover',
  get title() {
    return tabTitle('crossover');
  },
  View: CrossoverView,
};
