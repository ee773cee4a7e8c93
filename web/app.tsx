/** The frame around every page: who is signed in, which language, and that demo data are made up. */
import { Button, ConfigProvider, type ThemeConfig } from 'antd';
import { useEffect, useState } from 'react';
import type { Unit } from './api.ts';
import type { Language } from './format.ts';
import { isMadeUp, placeName } from './made-up.ts';
import { RankingPage } from './ranking-page.tsx';
import { useResource } from './resource.ts';
import { Link, rankingAddress, routeOf, useAddress } from './router.tsx';
import { ScorecardPage } from './scorecard-page.tsx';
import { currentSession, type Session, signOut } from './session.ts';
import { Failed, SignIn } from './states.tsx';
import { LanguageContext, useWords, wordsOf } from './words.ts';

const THEME: ThemeConfig = {
  token: {
    colorPrimary: '#12436d',
    colorLink: '#12436d',
    colorTextBase: '#1f1f1f',
    colorTextSecondary: '#595959',
    borderRadius: 2,
    boxShadow: 'none',
    fontSize: 14,
    fontFamily:
      '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif',
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
  return (
    <LanguageContext value={language}>
      <ConfigProvider theme={THEME} button={{ autoInsertSpace: false }}>
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
  const unit = useResource<Unit>(session && `/units/${session.unit}`, language);
  return (
    <>
      <header className="top">
        <Link className="brand" to={rankingAddress()}>
          {words.product}
        </Link>
        <span className="quiet">{words.subtitle}</span>
        <span className="end">
          {session && (
            <span>
              {unit.value ? placeName(unit.value.name) : session.unit} ·{' '}
              {words.role[session.role] ?? session.role}
            </span>
          )}
          <Button type="text" onClick={switchLanguage} lang={language === 'zh' ? 'en' : 'zh-CN'}>
            {words.otherLanguage}
          </Button>
          {session && (
            <Button type="text" onClick={() => signOut()}>
              {words.signOut}
            </Button>
          )}
        </span>
      </header>
      {unit.value && isMadeUp(unit.value.name) && (
        <div className="made-up" role="note">
          <strong>{words.madeUp}</strong>
          {words.madeUpMore}
        </div>
      )}
    </>
  );
}

function Welcome({ signInFailed }: { readonly signInFailed: boolean }) {
  const { words } = useWords();
  return (
    <SignIn title={words.signInTitle} text={signInFailed ? words.signInFailed : words.signInText} />
  );
}

function Page({ session }: { readonly session: Session }) {
  const route = routeOf(useAddress());
  switch (route.page) {
    case 'ranking':
      return <RankingPage route={route} session={session} />;
    case 'scorecard':
      return <ScorecardPage period={route.period} unit={route.unit} />;
    case 'unknown':
      return <Failed failure={{ kind: 'not_found' }} retry={() => location.reload()} />;
  }
}
