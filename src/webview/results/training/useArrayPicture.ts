import { useEffect, useRef, useState } from 'preact/hooks';
import type { ArrayPicture } from '../../../core/mlp/arrayPicture';
import type { ArrayPlace } from '../../../shared/trainingView';
import type { TrainingHost } from './trainingHost';

/**
 * The picture of an array, asked for again when `version` changes. One request is on its way at most: what changes meanwhile
 * is asked for when it has been answered, so that a slow page is never behind by more than one picture.
 */
export function useArrayPicture(host: TrainingHost, place: ArrayPlace, version: string): ArrayPicture | null {
  const key = `${place.arm} ${place.kind}${place.layer}`;
  const [shown, setShown] = useState<{ readonly key: string; readonly picture: ArrayPicture | null } | null>(null);
  const wanted = useRef('');
  const asked = useRef('');
  const isAsking = useRef(false);
  const isThere = useRef(true);
  const latest = useRef(place);
  latest.current = place;
  wanted.current = `${key} ${version}`;

  const ask = (): void => {
    if (isAsking.current || asked.current === wanted.current) return;
    isAsking.current = true;
    asked.current = wanted.current;
    const { arm, kind, layer } = latest.current;
    const answered = (picture: ArrayPicture | null): void => {
      isAsking.current = false;
      if (!isThere.current) return;
      setShown({ key: `${arm} ${kind}${layer}`, picture });
      ask();
    };
    host.picture(latest.current).then(answered, () => {
      answered(null);
    });
  };
  useEffect(ask, [key, version]);
  useEffect(
    () => () => {
      isThere.current = false;
    },
    [],
  );
  return shown?.key === key ? shown.picture : null;
}
