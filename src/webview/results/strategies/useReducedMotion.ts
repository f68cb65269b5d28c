import { useEffect, useState } from 'preact/hooks';

const QUERY = '(prefers-reduced-motion: reduce)';

/** VS Code has a setting of its own, which it tells by a class of the body. */
function isReduced(): boolean {
  return matchMedia(QUERY).matches || document.body.classList.contains('vscode-reduce-motion');
}

/** Whether nothing should move by itself. */
export function useReducedMotion(): boolean {
  const [reduced, setReduced] = useState(isReduced);
  useEffect(() => {
    const media = matchMedia(QUERY);
    const look = (): void => {
      setReduced(isReduced());
    };
    media.addEventListener('change', look);
    const observer = new MutationObserver(look);
    observer.observe(document.body, { attributeFilter: ['class'] });
    return () => {
      media.removeEventListener('change', look);
      observer.disconnect();
    };
  }, []);
  return reduced;
}
