/** The frame around every page: who is signed in, which language, and that demo data are made up. */

import { Button, ConfigProvider, type ThemeConfig } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { Unit } from './api.ts';
import { FONTS } from './charts/theme.ts';
import type { Language } from './format.ts';
import { isMadeUp } from './made-up.ts';
import { Navigation } from './navigation.tsx';
import { Place } from './place.tsx';
import { useResource } from './resource.ts';
import {
  calendarAddress,
  Link,
  navigate,
  overviewAddress,
  routeOf,
  scorecardAddress,
  useAddress,
} from './router.tsx';
import { currentSession, type Session, signOut } from './session.ts';
import { Failed, Loading, SignIn } from './states.tsx';
import { LanguageContext, useWords, wordsOf } from './words.ts';

const OverviewPage = lazy(() => import('./overview/overview-page.tsx'));
const VillagePage = lazy(() => import('./village/village-page.tsx'));
const MonthsPage = lazy(() => import('./months/months-page.tsx'));
const MonthPage = lazy(() => import('./months/month-page.tsx'));
const SchemesPage = lazy(() => import('./schemes/schemes-page.tsx'));
const SchemePage = lazy(() => import('./schemes/scheme-page.tsx'));
const ReportPage = lazy(() => import('./report/report-page.tsx'));
const CataloguePage = lazy(() => import('./catalogue/catalogue-page.tsx'));
const RankingPage = lazy(() => import('./ranking/ranking-page.tsx'));
const ScorecardPage = lazy(() => import('./scorecard/scorecard-page.tsx'));
const EvidencePage = lazy(() => import('./appeals/evidence-page.tsx'));
const AppealsPage = lazy(() => import('./appeals/appeals-page.tsx'));
const CalendarPage = lazy(() => import('./station/calendar-page.tsx'));
const RevisionPage = lazy(() => import('./station/revision-page.tsx'));
const DayPage = lazy(() => import('./form/day-page.tsx'));
const UploadPage = lazy(() => import('./upload/upload-page.tsx'));
const TodayPage = lazy(() => import('./command/today-page.tsx'));
const BulkPage = lazy(() => import('./command/bulk-page.tsx'));
const ImportsPage = lazy(() => import('./command/imports-page.tsx'));
const TrailPage = lazy(() => import('./trail/trail-page.tsx'));
const GuidePage = lazy(() => import('./guide/guide-page.tsx'));

const THEME: ThemeConfig = {
  token: {
    colorPrimary: '#12436d',
    colorLink: '#12436d',
    colorTextBase: '#1f1f1f',
    colorTextSecondary: '#595959',
    borderRadius: 2,
    boxShadow: 'none',
    fontSize: 14,
    // 「正在发送…」 is to be read, too: faded, it has less contrast than reading takes.
    opacityLoading: 1,
  },
  components: {
    Table: { cellFontSizeSM: 13, cellPaddingBlockSM: 4, headerBg: '#ffffff' },
    Button: { primaryShadow: 'none' },
  },
};

const LANGUAGE = 'fengqiao.language';

export function App({ signInFailed }: { readonly signInFailed: boolean }) {
  const [language, setLanguage] = useState<Language>(
    localStorage.getItem(LANGUAGE) === 'en' ? 'en' : 'zh',
  );
  useEffect(() => {
    const { product, subtitle } = wordsOf(language);
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = `${product} · ${subtitle}`;
    localStorage.setItem(LANGUAGE, language);
  }, [language]);
  const session = currentSession();
  const theme = { ...THEME, token: { ...THEME.token, fontFamily: FONTS[language] } };
  return (
    <LanguageContext value={language}>
      <ConfigProvider theme={theme} button={{ autoInsertSpace: false }}>
        <div className="frame">
          <Top
            session={session}
            switchLanguage={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
          />
          <main>
            {session ? <Page session={session} /> : <Welcome signInFailed={signInFailed} />}
          </main>
        </div>
      </ConfigProvider>
    </LanguageContext>
  );
}

function Top({
  session,
  switchLanguage,
}: {
  readonly session: Session | undefined;
  readonly switchLanguage: () => void;
}) {
  const { language, words } = useWords();
  const [isLeaving, setLeaving] = useState(false);
  const unit = useResource<Unit>(session && `/units/${session.unit}`, language);
  return (
    <header>
      <div className="top">
        <Link className="brand" to={overviewAddress()}>
          {words.product}
        </Link>
        <span className="quiet">{words.subtitle}</span>
        <span className="end">
          {session && (
            <span>
              {unit.value ? <Place name={unit.value.name} /> : session.unit} ·{' '}
              {words.role[session.role] ?? session.role}
            </span>
          )}
          <Button type="text" onClick={switchLanguage} lang={language === 'zh' ? 'en' : 'zh-CN'}>
            {words.otherLanguage}
          </Button>
          {session && (
            <Button
              type="text"
              loading={isLeaving}
              onClick={() => {
                setLeaving(true);
                void signOut();
              }}
            >
              {words.signOut}
            </Button>
          )}
        </span>
        {session && <Navigation session={session} isStation={unit.value?.level === 'station'} />}
      </div>
      {unit.value && isMadeUp(unit.value.name) && (
        <div className="made-up" role="note">
          <strong>{words.madeUp}</strong>
          {words.madeUpMore}
        </div>
      )}
    </header>
  );
}

function Welcome({ signInFailed }: { readonly signInFailed: boolean }) {
  const { words } = useWords();
  return (
    <SignIn title={words.signInTitle} text={signInFailed ? words.signInFailed : words.signInText} />
  );
}

/** A page's code is fetched when it is first opened. */
function Page({ session }: { readonly session: Session }) {
  const address = useAddress();
  return (
    <Suspense fallback={<Loading rows={12} />}>
      {/^\/(\?|$)/.test(address) ? (
        <Home address={address} session={session} />
      ) : (
        <RoutedPage address={address} session={session} />
      )}
    </Suspense>
  );
}

/** A station begins with its calendar or its card, everybody else with the overview. */
function Home({ address, session }: { readonly address: string; readonly session: Session }) {
  const { language } = useWords();
  const { unit: code, role } = session;
  const unit = useResource<Unit>(`/units/${code}`, language);
  const isStation = unit.value?.level === 'station';
  useEffect(() => {
    if (!isStation) return;
    navigate(
      role === 'viewer' ? scorecardAddress('latest', code) : calendarAddress(code),
      'replace',
    );
  }, [isStation, role, code]);
  if (unit.failure) return <Failed failure={unit.failure} retry={unit.retry} />;
  if (!unit.value || isStation) return <Loading rows={12} />;
  return <RoutedPage address={address} session={session} />;
}

function RoutedPage({ address, session }: { readonly address: string; readonly session: Session }) {
  const route = routeOf(address);
  switch (route.page) {
    case 'overview':
      return <OverviewPage {...route} session={session} />;
    case 'village':
      return <VillagePage {...route} session={session} />;
    case 'months':
      return <MonthsPage session={session} />;
    case 'month':
      return <MonthPage key={route.period} {...route} session={session} />;
    case 'schemes':
      return <SchemesPage session={session} />;
    case 'scheme':
      return <SchemePage key={`${route.scheme} ${route.isEdited}`} {...route} session={session} />;
    case 'report':
      return <ReportPage {...route} session={session} />;
    case 'catalogue':
      return <CataloguePage {...route} session={session} />;
    case 'ranking':
      return <RankingPage route={route} session={session} />;
    case 'scorecard':
      return <ScorecardPage period={route.period} unit={route.unit} session={session} />;
    case 'evidence':
      return <EvidencePage {...route} session={session} />;
    case 'appeals':
      return <AppealsPage session={session} />;
    case 'calendar':
      return <CalendarPage {...route} session={session} />;
    case 'day':
      // Another day is another form.
      return <DayPage key={address} {...route} session={session} />;
    case 'revision':
      return <RevisionPage {...route} session={session} />;
    case 'upload':
      return <UploadPage {...route} session={session} />;
    case 'today':
      return <TodayPage {...route} session={session} />;
    case 'bulk':
      return <BulkPage {...route} session={session} />;
    case 'imports':
      return <ImportsPage session={session} />;
    case 'trail':
      return <TrailPage session={session} />;
    case 'guide':
      return <GuidePage />;
    case 'unknown':
      return (
        <Failed failure={{ kind: 'not_found', isMistyped: true }} retry={() => location.reload()} />
      );
  }
}
