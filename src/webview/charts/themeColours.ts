import { useEffect, useState } from 'preact/hooks';

/** What the theme says now of a colour; a second one where the theme has none (high contrast leaves many out). */
export function themeColour(name: string, otherwise: string): string {
  const styles = getComputedStyle(document.body);
  const value = styles.getPropertyValue(`--vscode-${name}`).trim();
  return value === '' ? styles.getPropertyValue(`--vscode-${otherwise}`).trim() : value;
}

/**
 * A number that changes with the theme: what is painted on a canvas has to be painted again. VS Code changes the class
 * of the body and the variables on the root element.
 */
export function useThemeVersion(): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    const observer = new MutationObserver(() => {
      setVersion((before) => before + 1);
    });
    observer.observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-kind'] });
    observer.observe(document.documentElement, { attributeFilter: ['style', 'class'] });
    return () => {
      observer.disconnect();
    };
  }, []);
  return version;
}
