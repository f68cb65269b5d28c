import { useEffect, useRef } from 'preact/hooks';
import type { CopiedPlace, CopyFormat, CopyFromTable, CopyPart } from '../../../shared/viewProtocol';

/** The text of a part of a table. */
type TextOf = (place: CopiedPlace, part: CopyPart, format: CopyFormat) => string;

/** Tables that are drawn, by the names that their contexts have. */
const targets = new Map<string, TextOf>();

/** Lets the menu of the editor copy from a table for as long as it is drawn. */
export function useCopyTarget(name: string, textOf: TextOf): void {
  const latest = useRef(textOf);
  latest.current = textOf;
  useEffect(() => {
    const target: TextOf = (place, part, format) => latest.current(place, part, format);
    targets.set(name, target);
    return () => {
      if (targets.get(name) === target) targets.delete(name);
    };
  }, [name]);
}

/** What is to be copied; `null` where the table is gone. */
export function textToCopy({ place, part, format }: CopyFromTable): string | null {
  return targets.get(place.matmulTable)?.(place, part, format) ?? null;
}

/** What an element tells the menus of the editor; those of the elements around it are joined to it. */
export function contextOf(context: Readonly<Record<string, string | number>>): string {
  return JSON.stringify(context);
}

/** The context of a table that the menu copies from. The editor's own entries would cut, copy and paste what is selected. */
export function tableContext(name: string): string {
  return JSON.stringify({ matmulTable: name, preventDefaultContextMenuItems: true });
}
