import { api } from '@/shared/api/client';
import type { LintFinding, LintQuestion } from '@/shared/api/types';

/** What a field's text is, as far as it matters to etiquette; `contact_id` is whom it is for. */
export type Lint = Omit<LintQuestion, 'text'>;

/** Longer texts than anybody types are not looked at before they are saved. */
const longest = 20_000;
const kept = 100;

type Ask = (question: LintQuestion, signal: AbortSignal) => Promise<LintFinding[] | null>;

// Not by `ask`: nobody is to be asked to sign in again because of advice.
const askServer: Ask = async (body, signal) => (await api.POST('/lint', { body, signal })).data?.items ?? null;

/**
 * Asks about texts and remembers the latest answers, so that taking back or coming back costs nothing. The answer is
 * null when nobody can tell just now: that is silent, for the server looks again at every save.
 */
export function createAsker(askOne: Ask = askServer) {
  const answers = new Map<string, LintFinding[]>();
  return async (text: string, lint: Lint, signal: AbortSignal): Promise<LintFinding[] | null> => {
    if (!text.trim() || text.length > longest) return [];
    const question = { text, ...lint };
    const key = JSON.stringify(question);
    const found = answers.get(key) ?? (await askOne(question, signal).catch(() => null));
    if (found === null) return null;
    answers.delete(key);
    answers.set(key, found);
    const [oldest] = answers.keys();
    if (answers.size > kept && oldest !== undefined) answers.delete(oldest);
    return found;
  };
}

export const askAbout = createAsker();
