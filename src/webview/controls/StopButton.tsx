import * as l10n from '@vscode/l10n';
import { useEffect, useState } from 'preact/hooks';
import { Button } from './Button';

/** A run stops within 300 ms; where that fails, the button must be of use again. */
const GIVE_UP_MS = 3000;

/** Stops the run that goes on; says so until the host reports the end, which takes the button away. */
export function StopButton({ onStop }: { readonly onStop: () => void }) {
  const [stopping, setStopping] = useState(false);
  useEffect(() => {
    if (!stopping) return;
    const timer = setTimeout(() => {
      setStopping(false);
    }, GIVE_UP_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [stopping]);
  return (
    <Button
      icon="debug-stop"
      name="stop"
      secondary
      disabled={stopping}
      onClick={() => {
        setStopping(true);
        onStop();
      }}
    >
      {stopping ? l10n.t('Stopping…') : l10n.t('Stop')}
    </Button>
  );
}
