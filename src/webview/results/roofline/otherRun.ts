import { useEffect, useState } from 'preact/hooks';
import type { RunView } from '../../../shared/viewProtocol';
import { failureText } from '../../hostConnection';
import type { TabProps } from '../tab';

export type OtherRun =
  | { readonly state: 'none' }
  | { readonly state: 'waiting' }
  | { readonly state: 'there'; readonly run: RunView }
  | { readonly state: 'failed'; readonly reason: string };

/** The saved run of this id, asked from the host; `null`: none. */
export function useOtherRun(id: string | null, onReadRun: TabProps['onReadRun']): OtherRun {
  const [other, setOther] = useState<OtherRun>({ state: 'none' });
  useEffect(() => {
    if (id === null || onReadRun === null) {
      setOther({ state: 'none' });
      return undefined;
    }
    let isWanted = true;
    const settle = (next: OtherRun): void => {
      if (isWanted) setOther(next);
    };
    setOther({ state: 'waiting' });
    onReadRun(id).then(
      (run) => {
        settle({ state: 'there', run });
      },
      (error: unknown) => {
        settle({ state: 'failed', reason: failureText(error) });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [id]);
  return other;
}
