import { lazy, Suspense, useId, useRef, useState, type ComponentType, type ReactNode } from 'react';
import { cx } from '@/shared/ui/cx';
import type { LintLayerProps } from './lint_layer';
import styles from './linted.module.css';
import type { Lint } from './question';

/** How etiquette looks at a field's text. */
export interface FieldLint extends Lint {
  /** Looked at before anybody has touched it: a text that is about to be sent. */
  atOnce?: boolean;
}

/** What only its writer reads: nothing but patients is minded there. */
export const aNote: FieldLint = { kind: 'note' };
/** What strangers read of its writer. */
export const aBlurb: FieldLint = { kind: 'blurb' };

interface LintedProps {
  lint: FieldLint;
  label: string;
  single: boolean;
  text: string;
  described: string | undefined;
  /** The one input or text area, described by the given id as well. */
  children: (describedBy: string | undefined) => ReactNode;
}

// Not part of the first page's weight; and where it cannot be had, writing goes on without it.
const LintLayer = lazy<ComponentType<LintLayerProps>>(async () => ({
  default: await import('./lint_layer').then(
    (module) => module.LintLayer,
    () => () => null,
  ),
}));

/** A field whose text etiquette looks at: what it finds is underlined, and told when the caret is there. */
export function Linted({ lint, label, single, text, described, children }: LintedProps) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState(lint.atOnce ?? false);
  return (
    <div ref={frame} className={styles.frame} onFocus={() => setWanted(true)}>
      {children(cx(described, wanted && id) || undefined)}
      {wanted && (
        <Suspense fallback={null}>
          <LintLayer id={id} frame={frame} label={label} single={single} text={text} lint={lint} />
        </Suspense>
      )}
    </div>
  );
}
