import { useEffect, useState } from 'react';
import { marksOf, movedMarks, type Mark } from './marks';
import { askAbout, type Lint } from './question';

/** A pause in typing, in milliseconds: shorter than a look away, longer than between two keys. */
const pause = 500;

/** What is to be said about `text`. While it is typed the marks move with their words; after a pause they are new. */
export function useMarks(text: string, { kind, met, nudges, contact_id }: Lint): Mark[] {
  const [state, setState] = useState<{ text: string; marks: Mark[] }>({ text, marks: [] });
  if (state.text !== text) setState({ text, marks: movedMarks(state.marks, state.text, text) });

  useEffect(() => {
    const asking = new AbortController();
    const timer = setTimeout(() => {
      void askAbout(text, { kind, met, nudges, contact_id }, asking.signal).then((found) => {
        if (found && !asking.signal.aborted) setState({ text, marks: marksOf(text, found) });
      });
    }, pause);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [text, kind, met, nudges, contact_id]);

  return state.text === text ? state.marks : [];
}
