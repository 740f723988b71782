import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import type { Leaving } from './leaving';
import type { TodaySteps } from './today_api';
import { words } from './words';

interface Props {
  question: Leaving | null;
  steps: TodaySteps;
  answered: () => void;
}

/** Asked on return from the mail program or the phone; one tap logs it. */
export function DidYouWrite({ question, steps, answered }: Props) {
  const talked = question?.channel === 'call';
  const title = question ? (talked ? words.didYouTalk(question.item) : words.didYouWrite(question.item)) : '';
  function yes(): void {
    if (!question) return;
    steps.written({ item: question.item, channel: question.channel, note: question.note });
    answered();
  }
  return (
    <Dialog
      open={question !== null}
      onClose={answered}
      title={title}
      description={talked ? words.talkHint : words.writeHint}
      footer={
        <>
          <Button look="quiet" onClick={answered}>
            {words.notYet}
          </Button>
          <Button look="filled" onClick={yes}>
            {talked ? words.yesTalked : words.yesWrote}
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  );
}
