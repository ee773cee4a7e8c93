/** The words of a village's page, in both languages. */
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';

const ZH = {
  title: (name: string, expected: string, present: string, cases: string) =>
    `${name}：${expected}天中${present}天有民辅警到过，${cases}`,
  titleUnknown: (name: string) => `${name}：期内没有报送，情况不明`,
  zeroCase: '零发案',
  criminal: (count: string) => `刑事立案${count}起`,
  safety: '平安情况',
  threeZero: '三零(无刑事案件、无上访、无事故)',
  onlyZeroCase: '零发案，有上访或事故',
  withCases: '有刑事案件',
  readAs: '怎么看',
  note: '一个村(社区)的数字很小，多一起、少一起多属偶然，因此不计分、不排名，也不与别村比高低。看有没有人去、纠纷有没有了结，数字不明处问派出所。',
  reported: (sent: string, expected: string) => `应报${expected}天，已报${sent}天`,
  unknownText: '所属派出所在期内没有报送，各项数字不是零，而是不知道。',
  kind: '类别',
  kinds: { village: '村', community: '社区' } as Record<string, string>,
  households: '户数',
  population: '人口',
  officers: '民辅警',
  officersOf: (count: string) => `${count}人`,
  noRoster: '还没有花名册',
  minutes: '民辅警在村(社区)',
  minutesOf: (count: string) => `${count}分钟`,
  daysTitle: (present: string, expected: string) => `${expected}天中${present}天见警`,
  daysNote: '颜色越深，当天民辅警在村(社区)的时间越长',
  minutesUntold: '时长涉及民辅警个人，只有报送的派出所和上级审核员可见',
  daysOpen: '点日期看当日报送',
  dayKinds: {
    long: '6小时及以上',
    medium: '2至6小时',
    short: '不足2小时',
    present: '有民辅警到过',
    none: '无人到村(社区)',
    missing: '没有报送',
  } as Record<string, string>,
  dayMinutes: (minutes: string) => `${minutes}分钟`,
  dayRows: (rows: string) => `报送中涉及${rows}行`,
  disputesTitle: (opened: string, resolved: string) =>
    opened === '0' ? '期内没有排查出矛盾纠纷' : `排查矛盾纠纷${opened}起，化解${resolved}起`,
  outcome: '情况',
  disputes: { opened: '排查', resolved: '化解', escalated: '转为案件或上访' },
  disputesNote: '期内排查的纠纷，到期末后7日为止的结果',
  casesTitle: (criminal: string, publicOrder: string) =>
    criminal === '0' && publicOrder === '0'
      ? '期内没有立案'
      : `刑事立案${criminal}起，治安案件${publicOrder}起`,
  category: '类别',
  now: '本期',
  before: '去年同期',
  criminalSum: '刑事案件合计',
  beforeUnknown: '去年同期没有报送，没有可比的数字',
  beforePart: (sent: string, expected: string) => `去年同期应报${expected}天，已报${sent}天`,
  casesNote: '期内立案且未撤案的',
  incidentsTitle: (petitions: string, accidents: string) =>
    petitions === '0' && accidents === '0'
      ? '期内没有上访和事故'
      : `上访${petitions}起，事故${accidents}起`,
  workTitle: '做了哪些工作',
  work: '工作',
  number: '数量',
  followUps: (raised: string, closed: string) =>
    raised === '0' ? '期内没有登记群众事项' : `登记群众事项${raised}件，办结${closed}件`,
  others: '其他情况',
};

const EN: typeof ZH = {
  title: (name, expected, present, cases) =>
    `${name}: officers came on ${present} of ${expected} days, ${cases}`,
  titleUnknown: (name) => `${name}: nothing was reported, nothing is known`,
  zeroCase: 'no criminal case',
  criminal: (count) => `criminal cases: ${count}`,
  safety: 'Safety',
  threeZero: 'three zeros (no criminal case, petition or accident)',
  onlyZeroCase: 'no criminal case, but a petition or accident',
  withCases: 'with criminal cases',
  readAs: 'How to read it',
  note: 'The figures of one village are small: one more or one fewer is mostly chance. So there is no score, no rank and no comparison with other villages. Look whether somebody came and whether disputes were settled, and ask the station where figures are unclear.',
  reported: (sent, expected) => `${sent} of ${expected} days reported`,
  unknownText:
    'Its station reported nothing in the period: the figures are not zero, they are unknown.',
  kind: 'Kind',
  kinds: { village: 'village', community: 'community' },
  households: 'Households',
  population: 'Population',
  officers: 'Officers',
  officersOf: (count) => count,
  noRoster: 'no roster yet',
  minutes: 'Officers there for',
  minutesOf: (count) => `${count} minutes`,
  daysTitle: (present, expected) => `Officers came on ${present} of ${expected} days`,
  daysNote: 'the darker a day, the longer officers were there',
  minutesUntold: 'how long is told to the station and to reviewers only: it is about persons',
  daysOpen: 'a day opens its submission',
  dayKinds: {
    long: '6 hours and more',
    medium: '2 to 6 hours',
    short: 'less than 2 hours',
    present: 'officers came',
    none: 'nobody came',
    missing: 'not reported',
  },
  dayMinutes: (minutes) => `${minutes} minutes`,
  dayRows: (rows) => `${rows} rows of the submission`,
  disputesTitle: (opened, resolved) =>
    opened === '0' ? 'No dispute was found' : `Disputes found: ${opened}, settled: ${resolved}`,
  outcome: 'Outcome',
  disputes: { opened: 'found', resolved: 'settled', escalated: 'became a case or petition' },
  disputesNote: 'disputes found in the period, and what became of them within 7 days after it',
  casesTitle: (criminal, publicOrder) =>
    criminal === '0' && publicOrder === '0'
      ? 'No case was filed'
      : `Criminal cases: ${criminal}, public-order cases: ${publicOrder}`,
  category: 'Category',
  now: 'Period',
  before: 'Year ago',
  criminalSum: 'All criminal cases',
  beforeUnknown: 'nothing was reported a year ago to compare with',
  beforePart: (sent, expected) => `a year ago ${sent} of ${expected} days were reported`,
  casesNote: 'filed in the period and not withdrawn',
  incidentsTitle: (petitions, accidents) =>
    petitions === '0' && accidents === '0'
      ? 'No petition and no accident'
      : `Petitions: ${petitions}, accidents: ${accidents}`,
  workTitle: 'What was done',
  work: 'Work',
  number: 'Count',
  followUps: (raised, closed) =>
    raised === '0' ? 'No follow-up was raised' : `Follow-ups raised: ${raised}, closed: ${closed}`,
  others: 'Other matters',
};

export type VillageWords = typeof ZH;

/** The words in the page's language. */
export function useVillageWords(): { readonly language: Language; readonly say: VillageWords } {
  const { language } = useWords();
  return { language, say: language === 'zh' ? ZH : EN };
}
