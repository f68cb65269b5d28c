import { useEffect, useRef, useState } from 'preact/hooks';
import type { FormVerdict, ProfileForm, SidebarState } from '../../shared/viewProtocol';
import { failureText } from '../hostConnection';

/** Rest after the last key before the host is asked. */
const EDIT_REST_MS = 150;

interface FormDraft {
  /** The form as the user sees it. */
  readonly form: ProfileForm;
  /** What the host last said of it. */
  readonly verdict: FormVerdict;
  /** The host could not be asked. */
  readonly failure: string | undefined;
  readonly edit: (change: Partial<ProfileForm>) => void;
}

/** What the host has answered; valid until it sends a state, which is then newer. */
interface Answer {
  readonly form: ProfileForm;
  readonly verdict: FormVerdict;
  readonly before: SidebarState;
}

/**
 * The form between the user's hands and the host, which owns it. As long as an edit has not been answered, the draft
 * wins over what the host sends, so that nothing is taken back while the user types.
 */
export function useFormDraft(state: SidebarState, ask: (form: ProfileForm) => Promise<FormVerdict>): FormDraft {
  const [draft, setDraft] = useState<ProfileForm | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const latest = useRef(state);
  latest.current = state;
  const edits = useRef(0);
  const current = answer?.before === state ? answer : state;

  useEffect(() => {
    if (draft === null) return;
    edits.current += 1;
    const edit = edits.current;
    const timer = setTimeout(() => {
      ask(draft).then(
        (verdict) => {
          setFailure(undefined);
          setAnswer({ form: draft, verdict, before: latest.current });
          if (edit === edits.current) setDraft(null);
        },
        (error: unknown) => {
          if (edit === edits.current) setFailure(failureText(error));
        },
      );
    }, EDIT_REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [draft]);

  return {
    form: draft ?? current.form,
    verdict: current.verdict,
    failure,
    edit: (change) => {
      setDraft((before) => ({ ...(before ?? current.form), ...change }));
    },
  };
}
