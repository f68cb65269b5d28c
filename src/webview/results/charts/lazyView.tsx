import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { failureText } from '../../hostConnection';
import type { TabProps } from '../tab';

type Loaded =
  | { readonly state: 'waiting' }
  | { readonly state: 'there'; readonly View: ComponentType<TabProps> }
  | { readonly state: 'failed'; readonly reason: string };

/** A tab whose code is loaded when it is first shown: charts are not to be waited for by those who look at the table. */
export function lazyView(load: () => Promise<ComponentType<TabProps>>): ComponentType<TabProps> {
  let known: Loaded = { state: 'waiting' };
  return function LazyView(props: TabProps) {
    const [loaded, setLoaded] = useState<Loaded>(known);
    useEffect(() => {
      if (loaded.state === 'there') return;
      load().then(
        (View) => {
          known = { state: 'there', View };
          setLoaded(known);
        },
        (error: unknown) => {
          setLoaded({ state: 'failed', reason: failureText(error) });
        },
      );
    }, []);
    switch (loaded.state) {
      case 'waiting':
        return <p class="hint">Loading…</p>;
      case 'failed':
        return <p class="hint">The charts could not be loaded: {loaded.reason}. Close this panel and open it again.</p>;
      case 'there':
        return <loaded.View {...props} />;
    }
  };
}
