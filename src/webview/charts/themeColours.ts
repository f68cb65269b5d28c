import { useEffect, useState } from 'preact/hooks';
import type { Colour } from './colour';

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

/** An opaque colour of a theme; a canvas gives colours back as #rrggbb. */
export function colourOfCss(context: CanvasRenderingContext2D, css: string): Colour {
  const before = context.fillStyle;
  context.fillStyle = css;
  const { fillStyle } = context;
  context.fillStyle = before;
  const [, hex = '000000'] = /^#([0-9a-f]{6})$/.exec(typeof fillStyle === 'string' ? fillStyle : '') ?? [];
  const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return { red: channel(0), green: channel(2), blue: channel(4) };
}

/** The background of the editor. */
export function backgroundColour(): Colour {
  const context = document.createElement('canvas').getContext('2d');
  const css = themeColour('editor-background', 'background');
  return context === null ? { red: 0, green: 0, blue: 0 } : colourOfCss(context, css);
}
