import { lazy, type ComponentType } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { Frame } from './frame';
import { Lost } from './lost';

const page = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }));

const Today = page(async () => (await import('./pages/today')).TodayRoute);
const People = page(async () => (await import('./pages/people')).PeopleRoute);
const NewPerson = page(async () => (await import('./pages/new_person')).NewPersonRoute);
const Person = page(async () => (await import('./pages/person')).PersonRoute);
const FollowUps = page(async () => (await import('@/features/follow_ups/follow_ups_page')).FollowUpsPage);
const Circles = page(async () => (await import('@/features/circles/circles_page')).CirclesPage);
const Goals = page(async () => (await import('@/features/goals/goals_page')).GoalsPage);
const MyCard = page(async () => (await import('@/features/contacts/my_card_page')).MyCardPage);
const Imports = page(async () => (await import('@/features/imports/imports_page')).ImportsPage);
const Import = page(async () => (await import('@/features/imports/import_page')).ImportPage);
const Triage = page(async () => (await import('./pages/triage')).TriageRoute);
const Settings = page(async () => (await import('@/features/accounts/settings_page')).SettingsPage);
const Welcome = page(async () => (await import('./pages/welcome')).WelcomeRoute);
const More = page(async () => (await import('./pages/more')).MoreRoute);

export function AppRoutes() {
  return (
    <Routes>
      <Route element={<Frame />}>
        <Route index element={<Navigate to="/today" replace />} />
        <Route path="today" element={<Today />} />
        <Route path="people" element={<People />}>
          <Route path="new" element={<NewPerson />} />
          <Route path=":id" element={<Person />} />
        </Route>
        <Route path="follow_ups" element={<FollowUps />} />
        <Route path="circles" element={<Circles />} />
        <Route path="goals" element={<Goals />} />
        <Route path="my_card" element={<MyCard />} />
        <Route path="imports" element={<Imports />} />
        <Route path="imports/:id" element={<Import />} />
        <Route path="triage" element={<Triage />} />
        <Route path="settings" element={<Settings />} />
        <Route path="welcome" element={<Welcome />} />
        <Route path="more" element={<More />} />
        <Route path="*" element={<Lost />} />
      </Route>
    </Routes>
  );
}
