import * as l10n from '@vscode/l10n';
import { Fragment } from 'preact';
import { useId } from 'preact/hooks';
import type { Explanation } from '../../../core/model/explanation';
import { sentences } from '../../../core/sentences';
import type { SavedView } from '../savedView';
import type { TabProps } from '../tab';
import { INITIAL_CHART } from './chartViews';

/** Whether a chart says what is to be seen in it. */
export interface Explained {
  /** Of the element that says it. */
  readonly elementId: string;
  readonly isShown: boolean;
  readonly onToggle: () => void;
}

/** Remembered with the view. @param id of the chart */
export function useExplained(id: string, view: SavedView, setView: TabProps['setView']): Explained {
  return {
    elementId: useId(),
    isShown: view.charts.each[id]?.explained ?? false,
    onToggle: () => {
      setView(({ charts }) => {
        const before = charts.each[id] ?? INITIAL_CHART;
        return { charts: { ...charts, each: { ...charts.each, [id]: { ...before, explained: !before.explained } } } };
      });
    },
  };
}

/** Asks a chart what it shows; `ExplanationText` answers. */
export function ExplainButton({ explained: { elementId, isShown, onToggle } }: { readonly explained: Explained }) {
  return (
    <button
      type="button"
      class="link"
      data-action="explain"
      aria-expanded={isShown}
      aria-controls={elementId}
      onClick={onToggle}
    >
      {l10n.t('What am I seeing?')}
    </button>
  );
}

interface ExplanationTextProps {
  readonly explained: Explained;
  /** `null` as long as nobody asked for it. */
  readonly explanation: Explanation | null;
}

/** Two sentences, and what stands behind each unit. */
export function ExplanationText({ explained: { elementId }, explanation }: ExplanationTextProps) {
  return (
    <div id={elementId} class="explanation" hidden={explanation === null} data-part="explanation">
      {explanation !== null && <Sentences explanation={explanation} />}
    </div>
  );
}

function Sentences({ explanation }: { readonly explanation: Explanation }) {
  return (
    <>
      <p>{sentences(...explanation.sentences)}</p>
      <dl class="facts">
        {explanation.units.map(({ unit, definition }, index) => (
          <Fragment key={index}>
            <dt>{unit}</dt>
            <dd>{definition}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}
