import * as l10n from '@vscode/l10n';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { failureText } from '../../hostConnection';

type Loaded<Props> =
  | { readonly state: 'waiting' }
  | { readonly state: 'there'; readonly View: ComponentType<Props> }
  | { readonly state: 'failed'; readonly reason: string };

/** A tab whose code is loaded when it is first shown: charts are not to be waited for by those who look at the table. */
export function lazyView<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let known: Loaded<Props> = { state: 'waiting' };
  return function LazyView(props: Props) {
    const [loaded, setLoaded] = useState<Loaded<Props>>(known);
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
        return <p class="hint">{l10n.t('Loading…')}</p>;
      case 'failed':
        return (
          <p class="hint">
            {l10n.t('What is shown here could not be loaded: {0}. Close this panel and open it again.', loaded.reason)}
          </p>
        );
      case 'there':
        return <loaded.View {...props} />;
    }
  };
}
