import type { DocsPage } from '../../shared/viewProtocol';
import { LinkButton } from '../controls/Button';

interface DocsLinkProps {
  readonly page: DocsPage;
  /** `null` where there is no editor to show it in. */
  readonly onOpen: ((page: DocsPage) => void) | null;
  readonly children: string;
}

/** Opens a page of the documentation that comes with the extension. */
export function DocsLink({ page, onOpen, children }: DocsLinkProps) {
  if (onOpen === null) return null;
  return (
    <LinkButton
      name="openDocs"
      onClick={() => {
        onOpen(page);
      }}
    >
      {children}
    </LinkButton>
  );
}
