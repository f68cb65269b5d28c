import * as l10n from '@vscode/l10n';
import { useEffect, useState } from 'preact/hooks';
import { formatDuration, formatPercent } from '../../../core/format';
import type { Timeline } from '../../../core/measure/timeline';
import { timelineExplanation, timelineFinding } from '../../../core/model/timelineFinding';
import { benchmarkTitle } from '../../../core/spec/benchmarkNames';
import { sizeLabel } from '../../../core/problem';
import { sentences } from '../../../core/sentences';
import { PICTURE_HEAD, PICTURE_WIDTH, pictureOfScene } from '../../charts/lines/chartPicture';
import { measureText } from '../../charts/lines/measureText';
import { NumberGrid } from '../../charts/numbers/NumberGrid';
import { Banner } from '../../controls/Banner';
import { Button } from '../../controls/Button';
import { failureText } from '../../hostConnection';
import { ChartFrame } from '../charts/ChartFrame';
import { INITIAL_CHART } from '../charts/chartViews';
import { TabFinding } from '../charts/TabFinding';
import type { ResultRow } from '../resultRows';
import { parametersText } from '../resultRows';
import { RowSelect } from '../RowSelect';
import type { TabProps } from '../tab';
import { layTimelineOut, timelineScene } from './timelineScene';
import { TimelineChart } from './TimelineChart';
import { timelineTable } from './timelineTable';

const CHART = 'timeline';

type Shown =
  | { readonly state: 'asking' }
  | { readonly state: 'tracing' }
  | { readonly state: 'none' }
  | { readonly state: 'there'; readonly timeline: Timeline }
  | { readonly state: 'failed'; readonly reason: string };

/** What each thread did in one multiplication like that of a row, traced when it is asked for. */
export function TimelineView(props: TabProps) {
  const { run, groups, selected, view, setView, onTimeline } = props;
  const timed = groups.flatMap(({ rows }) => rows.filter(({ timing }) => timing !== null));
  const row =
    selected !== null && selected.timing !== null
      ? selected
      : (timed.find(({ subject }) => subject.strategy === 'parallel') ?? timed[0]);
  const index = row?.index ?? null;
  const [shown, setShown] = useState<Shown>({ state: 'asking' });

  useEffect(() => {
    if (index === null || onTimeline === null) return undefined;
    let isLeft = false;
    setShown({ state: 'asking' });
    onTimeline(index, false).then(
      (timeline) => {
        if (!isLeft) setShown(timeline === null ? { state: 'none' } : { state: 'there', timeline });
      },
      (error: unknown) => {
        if (!isLeft) setShown({ state: 'failed', reason: failureText(error) });
      },
    );
    return () => {
      isLeft = true;
    };
  }, [run.id, index]);

  if (row === undefined || index === null || onTimeline === null) {
    return (
      <TabFinding
        finding={{
          title: l10n.t('Nothing has been measured yet'),
          detail: l10n.t('A timeline shows what each thread does in one multiplication. Measure something first.'),
        }}
      />
    );
  }
  const trace = (): void => {
    setShown({ state: 'tracing' });
    onTimeline(index, true).then(
      (timeline) => {
        setShown(timeline === null ? { state: 'none' } : { state: 'there', timeline });
      },
      (error: unknown) => {
        setShown({ state: 'failed', reason: failureText(error) });
      },
    );
  };
  const timeline = shown.state === 'there' ? shown.timeline : null;
  const isTable = (view.charts.each[CHART] ?? INITIAL_CHART).asTable;
  return (
    <>
      <TabFinding finding={findingOf(shown, row)} />
      <div class="tools timeline-tools">
        <RowSelect
          label={l10n.t('Row')}
          name="timelineRow"
          rows={timed}
          chosen={row}
          labelOf={rowLabel}
          onChoose={(chosen) => {
            setView({ selected: chosen });
          }}
        />
        <Button
          icon="pulse"
          name="trace"
          secondary={timeline !== null}
          disabled={shown.state === 'tracing'}
          onClick={trace}
        >
          {timeline === null ? l10n.t('Trace one multiplication') : l10n.t('Trace again')}
        </Button>
      </div>
      {shown.state === 'failed' && <Banner message={shown.reason} />}
      <div role="status" class="hint">
        {shown.state === 'tracing' ? l10n.t('Tracing…') : timeline === null ? '' : costText(timeline)}
      </div>
      {timeline !== null && (
        <>
          <ChartFrame
            {...props}
            id={CHART}
            title={l10n.t('What each thread does')}
            table={timelineTable(timeline)}
            explanation={timelineExplanation(timeline)}
            chart={(zooming) => <TimelineChart timeline={timeline} {...zooming} />}
            picture={(zoom, title) => {
              const layout = layTimelineOut(timeline, PICTURE_WIDTH, zoom, measureText, PICTURE_HEAD);
              return pictureOfScene(timelineScene(timeline, layout, measureText), title);
            }}
          />
          {!isTable && (
            <section aria-label={l10n.t('Time by thread and kind of work')}>
              <h3>{l10n.t('Time by thread and kind of work')}</h3>
              <NumberGrid table={timelineTable(timeline)} onCopy={props.onCopy} />
            </section>
          )}
        </>
      )}
    </>
  );
}

function findingOf(shown: Shown, row: ResultRow): { readonly title: string; readonly detail: string } {
  if (shown.state === 'there') return timelineFinding(rowName(row), shown.timeline);
  return {
    title: l10n.t('What do the threads of {0} do?', rowName(row)),
    detail: sentences(
      l10n.t(
        'Tracing multiplies {0} some more times and notes when each thread copies blocks, multiplies them and waits.',
        sizeLabel(row.subject.problem),
      ),
      l10n.t('It takes about as long as a dozen multiplications; the results of the run stay as they are.'),
    ),
  };
}

/** What ran, and what tracing costs. */
function costText({ backend, totalNs, untracedNs }: Timeline): string {
  const change = totalNs / untracedNs - 1;
  return l10n.t(
    '{0}; {1} traced, {2} untraced ({3})',
    ...[backend, formatDuration(totalNs), formatDuration(untracedNs), formatPercent(change)],
  );
}

function rowName({ subject }: ResultRow): string {
  const parameters = parametersText(subject);
  return parameters === '' ? subject.strategy : l10n.t('{0} ({1})', subject.strategy, parameters);
}

function rowLabel(row: ResultRow): string {
  const { benchmark, problem } = row.subject;
  return l10n.t('{0}, {1}, {2} {3}', rowName(row), benchmarkTitle(benchmark), sizeLabel(problem), problem.dtype);
}
