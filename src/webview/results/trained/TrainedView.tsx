import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import type { GateVerdict } from '../../../core/model/gates';
import { trainedOf } from '../../../core/measure/trainingRecord';
import type { TrainingRecord } from '../../../core/measure/trainingRecord';
import { sentences } from '../../../core/sentences';
import { mistakeTexts } from '../../../core/trainingLabel';
import { TabFinding } from '../charts/TabFinding';
import type { FigureContext } from '../charts/ChartFrame';
import { Expectations } from '../Expectations';
import type { TabProps } from '../tab';
import { Curves } from '../training/Curves';
import { StepTimes } from '../training/StepTimes';
import { stepsOfTrained, trainedFinding } from './trainedFinding';

/** Each entry of "train": what came of it, what it was expected to come to, its curves, and where the time of a step goes. */
export function TrainedView({ run, state, view, setView, onCopy, onSavePicture }: TabProps) {
  const { trainings = [] } = run;
  return (
    <div class="training">
      {trainings.map((record) => (
        <Entry
          key={record.name}
          record={record}
          verdicts={state.verdicts.filter(({ benchmark }) => benchmark === record.name)}
          figure={{ view, setView, onCopy, onSavePicture, run: { title: record.name } }}
        />
      ))}
    </div>
  );
}

interface EntryProps {
  readonly record: TrainingRecord;
  readonly verdicts: readonly GateVerdict[];
  readonly figure: FigureContext;
}

function Entry({ record, verdicts, figure }: EntryProps) {
  const trained = trainedOf(record);
  const wrong = mistakeTexts(record, trained);
  const learnt = useMemo(
    () =>
      (trained?.arms ?? []).flatMap(({ name, curve = [], epochs = [] }) =>
        curve.length === 0 ? [] : [{ name, curve, epochs }],
      ),
    [trained],
  );
  return (
    <section class="trained-entry" aria-label={record.name} data-entry={record.name}>
      {wrong.length > 0 && (
        <div class="banner wrong" data-part="wrong">
          <span class="codicon codicon-warning" aria-hidden="true" />
          <div>{sentences(...wrong)}</div>
        </div>
      )}
      <TabFinding finding={trainedFinding(record)} />
      <Expectations verdicts={verdicts} />
      {trained !== null && (
        <>
          {learnt.length > 0 ? (
            <Curves id={`trained-${record.name}`} arms={learnt} network={record.spec.network} figure={figure} />
          ) : (
            <p class="hint">{l10n.t('No curves were kept of it.')}</p>
          )}
          <StepTimes arms={stepsOfTrained(trained)} />
        </>
      )}
    </section>
  );
}
