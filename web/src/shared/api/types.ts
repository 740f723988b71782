import type { components } from './schema';

type Schemas = components['schemas'];

export type Server = Schemas['Server'];
export type Me = Schemas['Me'];
export type Session = Schemas['Session'];
export type Token = Schemas['Token'];
export type Problem = Schemas['Problem'];
export type Message = Schemas['Message'];
export type LintQuestion = Schemas['LintQuestion'];
export type LintFinding = Schemas['LintFinding'];

export type Contact = Schemas['Contact'];
export type ContactFields = Schemas['ContactFields'];
export type ContactSummary = Schemas['ContactSummary'];
export type ContactRef = Schemas['ContactRef'];
export type CircleRef = Schemas['CircleRef'];
export type LabelledValue = Schemas['LabelledValue'];
export type Address = Schemas['Address'];
export type DatedEvent = Schemas['DatedEvent'];
export type Role = Schemas['Role'];
export type Sector = Schemas['Sector'];
export type HowWeMet = Schemas['HowWeMet'];
export type Closeness = NonNullable<Schemas['Closeness']>;
export type Rhythm = NonNullable<Schemas['Rhythm']>;
export type Sharing = Schemas['Sharing'];
export type Tie = Schemas['Tie'];
export type TieStatement = Schemas['TieStatement'];
export type TieHistory = Schemas['TieHistory'];
export type TimelineItem = Schemas['TimelineItem'];
export type Acquaintance = Schemas['Acquaintance'];
export type IntroductionSuggestion = Schemas['IntroductionSuggestion'];
export type MyCard = Schemas['MyCard'];
export type MyCardFields = Schemas['MyCardFields'];
export type Circle = Schemas['Circle'];

export type Import = Schemas['Import'];
export type ImportRow = Schemas['ImportRow'];
export type ImportOutcome = Schemas['ImportOutcome'];

export type Encounter = Schemas['Encounter'];
export type NewEncounter = Schemas['NewEncounter'];
export type EncounterFields = Schemas['EncounterFields'];
export type Channel = Schemas['Channel'];
export type Depth = Schemas['Depth'];
export type BegunBy = Schemas['BegunBy'];
export type FollowUp = Schemas['FollowUp'];
export type FollowUpFields = Schemas['FollowUpFields'];
export type FollowUpKind = Schemas['FollowUpKind'];
export type Goal = Schemas['Goal'];
export type Today = Schemas['Today'];
export type TodayItem = Schemas['TodayItem'];
export type TodayKind = Schemas['TodayKind'];
export type TriageCard = Schemas['TriageCard'];
