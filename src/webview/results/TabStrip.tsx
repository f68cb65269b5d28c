import * as l10n from '@vscode/l10n';
import { useEffect, useRef } from 'preact/hooks';
import type { TabId } from '../../shared/resultsTabs';
import { stepByKey } from '../controls/stepByKey';
import { tabTitle } from './tabTitle';

interface TabStripProps {
  readonly tabs: readonly { readonly id: TabId }[];
  readonly current: TabId;
  readonly onChange: (id: TabId) => void;
}

/** The element that the tabs control. */
export const tabPanelId = 'tab-panel';

export function tabElementId(id: TabId): string {
  return `tab-${id}`;
}

/** One tab stop; arrow keys, Home and End choose (WAI-ARIA "tabs", activation follows focus). */
export function TabStrip({ tabs, current, onChange }: TabStripProps) {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (strip.current === null) return undefined;
    // In a narrow panel the strip scrolls: the chosen tab is in sight, at every width.
    const observer = new ResizeObserver(() => {
      document.getElementById(tabElementId(current))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
    observer.observe(strip.current);
    return () => {
      observer.disconnect();
    };
  }, [current]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ id }) => id === current);
    const to = stepByKey('row', event.key, at, tabs.length);
    const next = to === null ? undefined : tabs[to];
    if (next === undefined) return;
    event.preventDefault();
    onChange(next.id);
    document.getElementById(tabElementId(next.id))?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={l10n.t('Ways to see the run')} ref={strip} onKeyDown={onKeyDown}>
      {tabs.map(({ id }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={tabElementId(id)}
          aria-selected={id === current}
          aria-controls={tabPanelId}
          tabIndex={id === current ? 0 : -1}
          onClick={() => {
            onChange(id);
          }}
        >
          {tabTitle(id)}
        </button>
      ))}
    </div>
  );
}
