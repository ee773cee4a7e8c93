/**
 * The guide for the clerk: one page, in plain words. The page shows it with drawings,
 * `docs/guide.zh-CN.md` with pictures of the page.
 */
import { ACTIVITIES, type ActivityGroup, activitiesOf } from '../../shared/submissions/contract.ts';
import { OPEN_DAYS } from '../../shared/submissions/validate.ts';
import type { Language } from '../format.ts';

/** What a step is drawn as. */
export type Picture = 'calendar' | 'time' | 'close' | 'add' | 'receipt';

export interface Step {
  readonly picture: Picture;
  readonly title: string;
  readonly text: string;
}

/** A heading, and a few sentences below it. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

export interface Guide {
  readonly title: string;
  readonly intro: string;
  readonly stepsTitle: string;
  readonly steps: readonly Step[];
  readonly sections: readonly Section[];
  readonly print: string;
  /** What is written in the drawings. */
  readonly drawn: {
    readonly fill: string;
    readonly sent: string;
    readonly missing: string;
    readonly open: string;
    readonly officer: string;
    readonly activity: string;
    readonly confirm: string;
    readonly change: string;
    readonly levels: readonly string[];
    readonly add: string;
    readonly send: string;
    readonly receipt: string;
  };
}

const activities = (language: Language, ...groups: readonly ActivityGroup[]) =>
  groups
    .flatMap(activitiesOf)
    .map((activity) => ACTIVITIES[activity][language])
    .join(language === 'zh' ? '、' : ', ');

const ZH: Guide = {
  title: '每天五分钟，一天报一次',
  intro: '一个派出所一天只填这一份。系统里有的不用再写，核对一下、点一下就行。',
  stepsTitle: '每天五步',
  steps: [
    {
      picture: 'calendar',
      title: '点“填报”',
      text: '打开“每日报送”，点上面的大按钮。日历里 ✕ 是缺报，○ 是待报，✓ 是已报。',
    },
    {
      picture: 'time',
      title: '一个人一个人地核对时间',
      text: '虚线框里是平常的安排，只是建议。对的点“确认”，不对的点“修改”，30分钟一格。休假的点“休假”。',
    },
    {
      picture: 'close',
      title: '办完的点一下',
      text: '没了结的纠纷、案件和群众事项都列着。纠纷化解了，点在哪一级化解；案件点“破案”，事项点“办结”。',
    },
    {
      picture: 'add',
      title: '新的加一行',
      text: '新发现的纠纷、新立的案件、新来的事项，点“新增”。走访了多少户，填在下面的表里。没有就空着，空着也能报。',
    },
    {
      picture: 'receipt',
      title: '点“发送”，看到回执才算报上',
      text: '没看到回执，就是没报上。填到一半关掉也不要紧，下次打开还在。',
    },
  ],
  sections: [
    {
      title: '什么时候报',
      lines: [
        '第二天中午12:00以前报，算按时。晚了也要报，算迟报。',
        `忘了的日子，${OPEN_DAYS.clerk}天以内都能补。再早的，请上级审核员补。`,
      ],
    },
    {
      title: '什么算“在社区”',
      lines: [
        `算：${activities('zh', 'community')}。要写在哪个村(社区)。`,
        `不算：${activities('zh', 'diverted', 'desk')}。`,
        '休假不算工作时间。在社区的时间应占工作时间的80%至85%。照实写，系统不给个人打分、排名。',
      ],
    },
    {
      title: '千万不要写',
      lines: [
        '姓名、身份证号、手机号、银行卡号、车牌号。民辅警写编号，纠纷、案件、事项写本所的编号。',
        '写了，系统不收，也不会保存。',
      ],
    },
    {
      title: '出错了怎么办',
      lines: [
        '有错的格子旁边写着怎么改。点错误列表里的一条，就跳到那一格。',
        '网断了：接着填，填好的不会丢。连上后再发送，不会报成两份。',
        '报错了：在日历里点那一天，点“更正”，改好再发送。以新的为准，旧的也留着。',
      ],
    },
    {
      title: '用 Excel 或 WPS 报',
      lines: [
        '打开“表格报送”，下载模板，一次可填一天或一个月，保存成 .xlsx。',
        '选文件，先核对，再发送。有错就下载标色的表格，照着改，再选一次。',
      ],
    },
    {
      title: '问谁',
      lines: [
        '先问县公安局管这项工作的人。村名、编号不对，也请他更新。',
        '页面上有“请求编号”的，一起告诉他。',
      ],
    },
  ],
  print: '打印这一页',
  drawn: {
    fill: '填报 4月15日',
    sent: '已报',
    missing: '缺报',
    open: '待报',
    officer: '编号 0217',
    activity: '入户走访 3h',
    confirm: '确认',
    change: '修改',
    levels: ['村', '警务室', '派出所'],
    add: '新增纠纷',
    send: '发送',
    receipt: '回执 第1版 按时',
  },
};

const EN: Guide = {
  title: 'Five minutes, once a day',
  intro:
    'A station fills in this one form a day. What the system knows is only checked and confirmed.',
  stepsTitle: 'Five steps a day',
  steps: [
    {
      picture: 'calendar',
      title: 'Press "Fill in"',
      text: 'Open "Daily report" and press the large button. In the calendar ✕ is missing, ○ is to do, ✓ is sent.',
    },
    {
      picture: 'time',
      title: 'Check the time, officer by officer',
      text: 'The dashed boxes are the usual day, only a suggestion. Press "Confirm" where it is right, "Change" where it is not, in steps of 30 minutes; "Leave" for leave.',
    },
    {
      picture: 'close',
      title: 'Press what is done',
      text: 'Open disputes, cases and follow-ups are listed. For a dispute press where it was settled, for a case "solved", for a follow-up "closed".',
    },
    {
      picture: 'add',
      title: 'Add what is new',
      text: 'New disputes, cases and follow-ups have a row each; households visited go into the table below. With nothing new leave it empty; an empty day is sent too.',
    },
    {
      picture: 'receipt',
      title: 'Press "Send"; the receipt says that it arrived',
      text: 'No receipt, nothing received. A form left half-way is still there when you come back.',
    },
  ],
  sections: [
    {
      title: 'When',
      lines: [
        'By 12:00 noon of the next day it is on time. Later it is still due, and counts as late.',
        `A forgotten day can be sent for ${OPEN_DAYS.clerk} days. For older ones ask the reviewer above you.`,
      ],
    },
    {
      title: 'What counts as in the community',
      lines: [
        `It does: ${activities('en', 'community')}. Say in which grid.`,
        `It does not: ${activities('en', 'diverted', 'desk')}.`,
        'Leave is no working time. 80 to 85% of working time belongs in the community. Write what was: nobody is scored or ranked in person.',
      ],
    },
    {
      title: 'Never write',
      lines: [
        "names, ID, phone or bank card numbers, number plates. Officers are service numbers; disputes, cases and items have the station's own numbers.",
        'Such a thing is refused, and not kept.',
      ],
    },
    {
      title: 'When something is wrong',
      lines: [
        'A wrong field says beside it what to do. A line of the list of errors leads to its field.',
        'No network: go on, nothing is lost. Send when it is back; it never counts twice.',
        'Sent something wrong: open the day in the calendar, press "Correct", send again. The new one counts, the old one is kept.',
      ],
    },
    {
      title: 'With Excel or WPS',
      lines: [
        'Open "Workbook", download the template, fill in a day or a month, save it as .xlsx.',
        'Choose the file, see what the check says, send. With errors, download the marked file, correct it and choose it again.',
      ],
    },
    {
      title: 'Whom to ask',
      lines: [
        'The county bureau first, also where names of grids or officers are wrong.',
        'Tell them the request number, where the page shows one.',
      ],
    },
  ],
  print: 'Print this page',
  drawn: {
    fill: 'Fill in 15 April',
    sent: 'Sent',
    missing: 'Missing',
    open: 'To do',
    officer: 'No. 0217',
    activity: 'visits 3h',
    confirm: 'Confirm',
    change: 'Change',
    levels: ['post', 'office', 'station'],
    add: 'New dispute',
    send: 'Send',
    receipt: 'Receipt: revision 1',
  },
};

export const guideOf = (language: Language): Guide => (language === 'zh' ? ZH : EN);
