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
  const answerId = useId();
  const { charts } = view;
  const own = charts.each[id] ?? INITIAL_CHART;
  return {
    isOpen: own.explained,
    answerId,
    toggle: () => {
      setView({ charts: { ...charts, each: { ...charts.each, [id]: { ...own, explained: !own.explained } } } });
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
  /** `null` as long as it is not asked. */
  readonly explanation: Explanation | null;
}

/** The answer: two sentences, and what stands behind each unit. */
export function Answer({ asked: { isOpen, answerId }, explanation }: AnswerProps) {
  return (
    <div id={answerId} class="explanation" hidden={!isOpen} data-part="explanation">
      {isOpen && explanation !== null && <ExplanationText explanation={explanation} />}
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
