export const words = {
  title: (name: string) => `People ${name} should know`,
  draft: 'Read the draft',
  closeDraft: 'Close the draft',
  message: 'Message',
  copy: 'Copy the message',
  copied: 'The message is copied.',
  done: 'I introduced them',
  introduced: 'Well done. They are not suggested again.',
  dismiss: 'Not these two',
  dismissed: 'They are left alone for a year.',
  first: (name: string) => `The draft goes to ${name} first: both agree before they are connected.`,
};
