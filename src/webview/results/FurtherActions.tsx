import * as l10n from '@vscode/l10n';
import { Button } from '../controls/Button';
import { OverflowMenu } from '../controls/OverflowMenu';
import type { MenuItem } from '../controls/OverflowMenu';

/** Actions that are needed less: buttons where there is room, and behind three dots in a narrow panel. */
export function FurtherActions({ items }: { readonly items: readonly MenuItem[] }) {
  return (
    <>
      <span class="wide-actions">
        {items.map(({ name, icon, label, onChoose }) => (
          <Button key={name} icon={icon} name={name} secondary onClick={onChoose}>
            {label}
          </Button>
        ))}
      </span>
      <OverflowMenu label={l10n.t('More actions')} items={items} />
    </>
  );
}
