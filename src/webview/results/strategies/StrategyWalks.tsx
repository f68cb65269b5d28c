import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { strategyOfWalk, WALK_IDS, walkForStrategy, walkOf } from '../../../core/model/steps/catalogue';
import type { WalkId } from '../../../core/model/steps/catalogue';
import { replay } from '../../../core/model/steps/replay';
import { ELEMENT_BYTES, SIZE } from '../../../core/model/steps/step';
import { stepExplanation } from '../../../core/model/steps/stepExplanation';
import { walkFinding } from '../../../core/model/steps/stepFinding';
import { Select } from '../../controls/Select';
import { Answer, AskButton, useAsked } from '../charts/Explained';
import { DocsLink } from '../DocsLink';
import type { FreeTabProps } from '../tab';
import { CountsTable } from './CountsTable';
import { PlayBar } from './PlayBar';
import { RegionGrid } from './RegionGrid';
import { CACHE_LINES, LINE_ELEMENTS } from './strategiesView';
import type { StrategiesView } from './strategiesView';
import { usePlayer } from './usePlayer';
import { useReducedMotion } from './useReducedMotion';
import { missedIn, WalkCode } from './WalkCode';
import { WalkLegend } from './WalkLegend';
import { Unbroken } from '../Unbroken';
import { WalksTable } from './WalksTable';

/** Each strategy step by step on a product of 8×8, with a simulated cache. */
export function StrategyWalks({ view, setView, selected, onOpenDocs }: FreeTabProps) {
  const asked = useAsked('strategies', { view, setView });
  const own = view.strategies;
  const { lines, elementsOfLine, speed } = own;
  const id = own.walk ?? walkForStrategy(selected?.subject.strategy ?? '') ?? 'ijk';
  const walk = walkOf(id);
  const cache = useMemo(() => ({ lines, elementsOfLine }), [lines, elementsOfLine]);
  const change = (part: Partial<StrategiesView>): void => {
    setView({ strategies: { ...own, step: player.step, ...part } });
  };
  const still = useReducedMotion();
  const steps = walk.steps.length;
  const player = usePlayer({
    key: id,
    from: own.step,
    steps,
    stepsPerSecond: speed,
    still,
    onRest: (step) => {
      if (step !== own.step) setView({ strategies: { ...own, step } });
    },
  });
  const { step, playing } = player;
  const state = useMemo(() => replay(walk, cache, step), [walk, cache, step]);
  const finding = useMemo(() => walkFinding(id, cache), [id, cache]);
  const now = step === 0 ? null : walk.steps[step - 1];
  const missed =
    now === null
      ? []
      : missedIn(now, (region, row, column) => {
          const columns = walk.regions.find((each) => each.id === region)?.columns ?? 0;
          return state.cells.get(region)?.[row * columns + column]?.now?.missed === true;
        });
  const choose = (next: WalkId): void => {
    if (next !== id) change({ walk: next, step: 0 });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Lists take letters themselves.
    if (event.target instanceof Element && event.target.closest('vscode-single-select') !== null) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '.') player.goTo(step + 1);
    else if (event.key === ',') player.goTo(step - 1);
    else if (event.key === 'k' && !still) player.toggle();
    else return;
    event.preventDefault();
  };
  const matrices = walk.regions.filter(({ role }) => role === 'matrix');
  const others = walk.regions.filter(({ role }) => role !== 'matrix');
  const sides = [...matrices].sort((x, y) => ORDER.indexOf(x.id) - ORDER.indexOf(y.id));
  return (
    <div class="strategies" onKeyDown={onKeyDown}>
      <h2 class="finding">
        <Unbroken text={finding.title} />
      </h2>
      <p class="sub">{finding.detail}</p>
      <div class="tools">
        <Select
          label={l10n.t('Strategy')}
          name="walk"
          value={id}
          options={WALK_IDS.map((value) => ({
            value,
            label: l10n.t('{0}: {1}', strategyOfWalk(value), walkOf(value).title()),
          }))}
          onChange={choose}
        />
        <Select
          label={l10n.t('Lines of the cache')}
          name="lines"
          value={String(lines)}
          options={CACHE_LINES.map((value) => ({ value: String(value), label: l10n.t('cache of {0} lines', value) }))}
          onChange={(value) => {
            change({ lines: CACHE_LINES.find((known) => String(known) === value) ?? lines });
          }}
        />
        <Select
          label={l10n.t('Elements of a line')}
          name="elementsOfLine"
          value={String(elementsOfLine)}
          options={LINE_ELEMENTS.map((value) => ({
            value: String(value),
            label: value === 1 ? l10n.t('1 element a line') : l10n.t('{0} elements a line', value),
          }))}
          onChange={(value) => {
            change({ elementsOfLine: LINE_ELEMENTS.find((known) => String(known) === value) ?? elementsOfLine });
          }}
        />
        <span class="hint">{cacheText(lines * elementsOfLine, walk.threads)}</span>
        <span class="grow" />
        <AskButton asked={asked} />
        <DocsLink page="inside" onOpen={onOpenDocs}>
          {l10n.t('How to read this')}
        </DocsLink>
      </div>
      <Answer asked={asked} explanation={asked.isOpen ? stepExplanation(walk, state, cache, step) : null} />
      <PlayBar
        player={player}
        steps={steps}
        speed={speed}
        still={still}
        onSpeed={(next) => {
          change({ speed: next });
        }}
      />
      <div class="stage">
        <div class="telling">
          <WalkCode walk={walk} step={now} missed={missed} tells={!playing} />
          <CountsTable walk={walk} state={state} />
        </div>
        <div class="showing">
          <div class="matrices">
            <WalkLegend threads={walk.threads} />
            {sides.map((region) => (
              <RegionGrid
                key={region.id}
                region={region}
                cells={state.cells.get(region.id) ?? []}
                threads={walk.threads}
              />
            ))}
          </div>
          {others.length > 0 && (
            <div class="beside">
              {others.map((region) => (
                <RegionGrid
                  key={region.id}
                  region={region}
                  cells={state.cells.get(region.id) ?? []}
                  threads={walk.threads}
                />
              ))}
            </div>
          )}
        </div>
      </div>
      <WalksTable cache={cache} current={id} onChoose={choose} />
    </div>
  );
}

function cacheText(elements: number, threads: number): string {
  const numbers = [elements, ELEMENT_BYTES, SIZE * SIZE] as const;
  return threads === 1
    ? l10n.t('{0} elements of {1} bytes fit in; a matrix has {2}. The least recently used line leaves.', ...numbers)
    : l10n.t(
        '{0} elements of {1} bytes fit in for each thread; a matrix has {2}. The least recently used line leaves.',
        ...numbers,
      );
}

/** B stands above C and A beside it, so that a row of A and a column of B meet in their element of C. */
const ORDER = ['B', 'A', 'C'];
