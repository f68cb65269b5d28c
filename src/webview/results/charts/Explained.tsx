import * as l10n from '@vscode/l10n';
import { Fragment } from 'preact';
import { useId } from 'preact/hooks';
import type { Explanation } from '../../../core/model/explanation';
import { sentences } from '../../../core/sentences';
import type { TabProps } from '../tab';
import { INITIAL_CHART } from './chartViews';
import './explanation.css';

/** Whether a view is asked what it shows, remembered by its id, and the element in which it answers. */
export interface Asked {
  readonly isOpen: boolean;
  readonly answerId: string;
  readonly toggle: () => void;
}

export function useAsked(id: string, { view, setView }: Pick<TabProps, 'view' | 'setView'>): Asked {
  return {
    isOpen: view.charts.each[id]?.explained ?? false,
    answerId: useId(),
    toggle: () => {
      setView(({ charts }) => {
        const before = charts.each[id] ?? INITIAL_CHART;
        return { charts: { ...charts, each: { ...charts.each, [id]: { ...before, explained: !before.explained } } } };
      });
    },
  };
}

/** Asks. */
export function AskButton({ asked: { isOpen, answerId, toggle } }: { readonly asked: Asked }) {
  return (
    <button
      type="button"
      class="link"
      data-action="explain"
      aria-expanded={isOpen}
      aria-controls={answerId}
      onClick={toggle}
    >
      {l10n.t('What am I seeing?')}
    </button>
  );
}

interface AnswerProps {
  readonly asked: Asked;
  /** `null` as long as nobody asks for it. */
  readonly explanation: Explanation | null;
}

/** The answer: two sentences, and what stands behind each unit. */
export function Answer({ asked: { answerId }, explanation }: AnswerProps) {
  return (
    <div id={answerId} class="explanation" hidden={explanation === null} data-part="explanation">
      {explanation !== null && <ExplanationText explanation={explanation} />}
    </div>
  );
}

function ExplanationText({ explanation }: { readonly explanation: Explanation }) {
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
