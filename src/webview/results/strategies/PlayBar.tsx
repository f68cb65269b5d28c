import * as l10n from '@vscode/l10n';
import { IconButton } from '../../controls/Button';
import { Select } from '../../controls/Select';
import { SPEEDS } from './strategiesView';
import type { StrategiesView } from './strategiesView';
import type { Player } from './usePlayer';

interface PlayBarProps {
  readonly player: Player;
  readonly steps: number;
  readonly speed: StrategiesView['speed'];
  /** Nothing may move by itself: there is no Play. */
  readonly still: boolean;
  readonly onSpeed: (speed: StrategiesView['speed']) => void;
}

/** Back, play or pause, forward, and a slider over all steps. */
export function PlayBar({ player, steps, speed, still, onSpeed }: PlayBarProps) {
  const { step, playing, goTo, toggle } = player;
  return (
    <div class="play-bar" role="group" aria-label={l10n.t('Steps')}>
      <IconButton
        icon="debug-restart"
        label={l10n.t('To the beginning')}
        name="firstStep"
        onClick={() => {
          goTo(0);
        }}
      />
      <IconButton
        icon="chevron-left"
        label={l10n.t('Step back (,)')}
        name="stepBack"
        onClick={() => {
          goTo(step - 1);
        }}
      />
      {!still && (
        <IconButton
          icon={playing ? 'debug-pause' : 'play'}
          label={playing ? l10n.t('Pause (k)') : l10n.t('Play (k)')}
          name="play"
          onClick={toggle}
        />
      )}
      <IconButton
        icon="chevron-right"
        label={l10n.t('Step forward (.)')}
        name="stepForward"
        onClick={() => {
          goTo(step + 1);
        }}
      />
      <input
        type="range"
        class="scrub"
        aria-label={l10n.t('Step')}
        aria-valuetext={l10n.t('step {0} of {1}', step, steps)}
        min={0}
        max={steps}
        step={1}
        value={step}
        onInput={({ currentTarget }) => {
          goTo(currentTarget.valueAsNumber);
        }}
      />
      <span class="num step-count">
        {step} / {steps}
      </span>
      {still ? (
        <span class="hint">{l10n.t('Motion is reduced: step by , and . or the slider.')}</span>
      ) : (
        <Select
          label={l10n.t('Steps a second')}
          name="speed"
          value={String(speed)}
          options={SPEEDS.map((value) => ({ value: String(value), label: l10n.t('{0} steps/s', value) }))}
          onChange={(value) => {
            onSpeed(SPEEDS.find((known) => String(known) === value) ?? speed);
          }}
        />
      )}
    </div>
  );
}
