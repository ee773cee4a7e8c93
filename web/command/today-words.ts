/** The words of the page that says who has reported, in both languages. */
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';
import { plural } from './plural.ts';

const ZH = {
  today: '今日',
  yesterday: '昨日',
  none: (day: string) => `${day}没有应报的派出所`,
  all: (day: string, stations: string) => `${day}${stations}个派出所全部已报`,
  over: (day: string, stations: string, submitted: string, missing: string) =>
    `${day}${stations}个派出所已报${submitted}个，${missing}个缺报`,
  open: (day: string, stations: string, submitted: string, missing: string) =>
    `${day}${stations}个派出所已报${submitted}个，${missing}个未报`,
  own: {
    submitted: (day: string) => `${day}已报`,
    missing: (day: string) => `${day}缺报`,
    open: (day: string) => `${day}还未报`,
  },
  toCalendar: '打开报送日历',
  toDay: (day: string) => `填报${day}`,
  deadline: (time: string) => `截止 ${time}`,
  isOver: '已过截止时间',
  onTime: (onTime: string, submitted: string) => `已报${submitted}个中按时${onTime}个`,
  source: '来源：各派出所每日报送',
  dayLabel: '日期',
  earlier: '前一天',
  later: '后一天',
  lastDue: '最近截止日',
  soFar: '今日至今',
  refresh: '刷新',
  byCounty: (counties: string) => `${counties}个县(市、区)有缺报`,
  byCountyOpen: (counties: string) => `${counties}个县(市、区)还有未报`,
  complete: (counties: string) => `${counties}个县(市、区)全部已报`,
  missingOf: (missing: string) => `缺${missing}个`,
  openOf: (missing: string) => `未报${missing}个`,
  done: '全部已报',
  missingList: '缺报派出所',
  openList: '未报派出所',
  calendarOf: (station: string) => `${station}的报送日历`,
  burdenTitle: (period: string, minutes: string, values: string) =>
    `${period}每份日报中位用时${minutes}分钟，每天的报送有${values}项数据`,
  burdenMinutes: (period: string, minutes: string) => `${period}每份日报中位用时${minutes}分钟`,
  burdenValues: (period: string, values: string) =>
    `${period}每天的报送有${values}项数据，用时未测得`,
  burdenNone: (period: string) => `${period}还没有测得填报用时`,
  burdenCaption: (period: string, forms: string, submissions: string) =>
    `${period} · 网页填报${forms}份(共报送${submissions}份) · 用时指从打开表单到收到回执，只计网页填报，不记录个人 · 数据按报送的每个值计，含确认的建议和批量文件 · 来源：表单计时和每日报送`,
  burdenShow: '按县查看',
  county: '县(市、区)',
  forms: '网页填报 / 报送(份)',
  minutes: '中位用时(分钟)',
  values: '每天的报送(项)',
  noForms: '没有网页填报',
  noSubmissions: '没有报送',
};

const EN: typeof ZH = {
  today: 'Today',
  yesterday: 'Yesterday',
  none: (day) => `${day}: no station was to report`,
  all: (day, stations) => `${day}: everyone has reported, ${plural(stations, 'station')}`,
  over: (day, stations, submitted, missing) =>
    `${day}: ${submitted} of ${plural(stations, 'station')} reported, ${missing} missing`,
  open: (day, stations, submitted, missing) =>
    `${day}: ${submitted} of ${plural(stations, 'station')} reported, ${missing} to come`,
  own: {
    submitted: (day) => `${day}: reported`,
    missing: (day) => `${day}: missing`,
    open: (day) => `${day}: not yet reported`,
  },
  toCalendar: 'Open the calendar',
  toDay: (day) => `Fill in ${day}`,
  deadline: (time) => `due ${time}`,
  isOver: 'the deadline has passed',
  onTime: (onTime, submitted) => `${onTime} of the ${submitted} on time`,
  source: "Source: the stations' daily submissions",
  dayLabel: 'Day',
  earlier: 'Day before',
  later: 'Day after',
  lastDue: 'Last day due',
  soFar: 'Today so far',
  refresh: 'Refresh',
  byCounty: (counties) => `Stations are missing in ${plural(counties, 'county', 'counties')}`,
  byCountyOpen: (counties) =>
    `Stations have yet to report in ${plural(counties, 'county', 'counties')}`,
  complete: (counties) => `Complete: ${plural(counties, 'county', 'counties')}`,
  missingOf: (missing) => `${missing} missing`,
  openOf: (missing) => `${missing} to come`,
  done: 'complete',
  missingList: 'Missing stations',
  openList: 'Stations yet to report',
  calendarOf: (station) => `Calendar of ${station}`,
  burdenTitle: (period, minutes, values) =>
    `${period}: a submission takes ${minutes} minutes (median), a day's report holds ${values} values`,
  burdenMinutes: (period, minutes) => `${period}: a submission takes ${minutes} minutes (median)`,
  burdenValues: (period, values) =>
    `${period}: a day's report holds ${values} values; no time was measured`,
  burdenNone: (period) => `${period}: no time was measured yet`,
  burdenCaption: (period, forms, submissions) =>
    `${period} · ${plural(forms, 'form')} of ${plural(submissions, 'submission')} · minutes from opening the form to the receipt, of forms only, no persons · every value of a report counts, also confirmed suggestions and bulk files · Source: the form's clock and the daily submissions`,
  burdenShow: 'By county',
  county: 'County',
  forms: 'Forms / submissions',
  minutes: 'Median minutes',
  values: "Values in a day's report",
  noForms: 'no form was used',
  noSubmissions: 'nothing was submitted',
};

export type TodayWords = typeof ZH;

/** The words in the page's language. */
export function useTodayWords(): { readonly language: Language; readonly say: TodayWords } {
  const { language } = useWords();
  return { language, say: language === 'zh' ? ZH : EN };
}
