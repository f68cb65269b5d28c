import { Banner } from '../../controls/Banner';
import { TabStrip, tabElementId, tabPanelId } from '../TabStrip';
import type { TrainingViewProps } from '../trainingPart';
import { TrainingHeader } from './TrainingHeader';
import { TrainingTab } from './TrainingTab';

/** The panel with the training tab in front: it has a header of its own, for it does not belong to the run. */
export function TrainingView(props: TrainingViewProps) {
  const { state, host, strategies, tabs, onTab, navigation, onNavigate, refusal, attempt } = props;
  const { view, setView, onCopy, onSavePicture } = props;
  const { training } = state;
  const arm = training !== null && navigation.arm < training.arms.length ? navigation.arm : 0;
  return (
    <>
      <TrainingHeader
        training={training}
        arm={arm}
        onPause={(paused) => {
          attempt(host.pause(paused));
        }}
        onStop={() => {
          attempt(host.stop());
        }}
        onSave={() => {
          attempt(host.saveModel(arm));
        }}
        onExport={() => {
          attempt(host.exportArrays(arm));
        }}
      />
      {refusal !== undefined && <Banner message={refusal} />}
      <main>
        <TabStrip tabs={tabs} current="training" onChange={onTab} />
        <div class="panel" id={tabPanelId} role="tabpanel" aria-labelledby={tabElementId('training')} tabIndex={-1}>
          <TrainingTab
            state={state}
            host={host}
            strategies={strategies}
            navigation={navigation}
            onNavigate={onNavigate}
            figure={{ view, setView, onCopy, onSavePicture }}
            attempt={attempt}
          />
        </div>
      </main>
    </>
  );
}
