/** The words of a ranking's plots, of its changes and of trials, in both languages. */

export const ZH_VIEWS = {
  caterpillar: {
    certain: (units: string, certain: string) =>
      `${units}中，${certain}个的方阵归属超出偶然，其余与相邻方阵无显著差别`,
    allUncertain: (units: string) => `${units}的方阵归属都可能出于偶然`,
    different: (units: string, kpi: string, whole: string, better: string, worse: string) =>
      `${units}中，${better}个的${kpi}好于${whole}总体，${worse}个较差，其余无显著差别`,
    none: (units: string, kpi: string, whole: string) =>
      `${units}的${kpi}与${whole}总体均无显著差别`,
    of: '画什么',
    ofScore: '得分',
    ofRank: '名次区间',
    whole: (name: string) => `${name}总体`,
    ends: '虚线为方阵的界线。',
    score: '得分',
    rank: '名次',
    noInterval: '这一指标是清点得来的，没有抽样误差，不画区间。',
    keyScore:
      '线为95%区间。实心菱形：方阵归属超出偶然(蓝为第一方阵，橙为第三方阵，灰黑为第二方阵)；空心圆：与相邻方阵无显著差别。',
    keyKpi: '线为95%区间。实心菱形：与总体有显著差别(蓝为较好，橙为较差)；空心圆：无显著差别。',
    part: (from: string, to: string, all: string) => `第${from}至第${to}个，共${all}个`,
    plain: (units: string, kpi: string) => `${units}的${kpi}，由好到差`,
    zoomIn: '放大',
    zoomOut: '缩小',
    left: '向左',
    right: '向右',
    withheld: '名次不显示，只画区间。',
  },
  funnel: {
    outside: (units: string, kpi: string, side: string, whole: string) =>
      `${units}的${kpi}${side}${whole}总体，超出99.8%控制限`,
    high: '高于',
    low: '低于',
    both: (high: string, low: string, kpi: string, whole: string) =>
      `${high}的${kpi}高于${whole}总体，${low}低于，均超出99.8%控制限`,
    none: (units: string, kpi: string, whole: string) =>
      `${units}的${kpi}与${whole}总体相比，都在99.8%控制限之内`,
    dispersed: (phi: string, count: string) =>
      `单位之间的差别大于偶然所能解释(离散系数φ＝${phi})：人口、区位等的不同也会使单位出限。按单位间差异放宽后，仍有${count}个在99.8%控制限之外。`,
    wide: '按单位间差异放宽控制限',
    total: (name: string, value: string) => `${name}总体 ${value}`,
    size: (what: string) => `分母：${what}`,
    limit95: '95%控制限',
    limit998: '99.8%控制限',
    listTitle: '超出99.8%控制限的单位',
    betweenMany: (count: string, chance: string) =>
      `另有${count}个在95%与99.8%控制限之间；即使单位毫无差别，按偶然也会有约${chance}个。`,
    beyond: '99.8%限外',
    between: '95%与99.8%限之间',
    inside: '限内',
    standing: '位置',
    key: '横轴为规模(分母)，纵轴为数值。曲线为总体水平上下的控制限：单位越小，偶然波动越大。▲高于、▼低于99.8%控制限；◇在95%与99.8%之间；○在限内。',
    few: (count: string) => `${count}个单位没有数值，图中不列。`,
    nothing: (kpi: string) => `${kpi}没有可画的数值：没有单位，或全部为零、为100%`,
    rest: (count: string) => `另有${count}个，见“查看数据”`,
    unavailable: '漏斗图用于比例和发案率：请在“排名内容”中选一项',
    choose: (kpi: string) => `看${kpi}的漏斗图`,
  },
  changes: {
    title: (up: string, down: string, same: string) => `名次上升${up}，下降${down}，不变${same}`,
    beyond: (count: number, thing: string) =>
      count > 0 ? `其中${thing}变化超出偶然的有${count}个` : `没有一个单位的${thing}变化超出偶然`,
    titleVague: (count: number, units: string, thing: string) =>
      count > 0
        ? `${units}中，${count}个的${thing}变化超出偶然`
        : `${units}的${thing}变化都在偶然范围内`,
    scoreThing: '得分',
    valueThing: '数值',
    noBefore: (period: string) => `${period}没有公布，无从比较`,
    caption:
      '两期的95%区间不重叠，才说变化超出偶然。这个标准偏严：区间重叠，不等于没有变化；名次升降则更容易出于偶然。',
    onlyBeyond: '只看变化超出偶然的',
    noneBeyond: '没有变化超出偶然的单位',
    against: (period: string) => `与${period}比较`,
    both: (moves: string, beyond: string) => `${moves}；${beyond}`,
    before: '上期',
    now: '本期',
    rankChange: '名次变化',
    judged: '数值变化是否超出偶然',
    rose: '变好，超出偶然',
    fell: '变差，超出偶然',
    chance: '可能出于偶然',
    unknown: '没有区间，无从判断',
    leftOut: (count: string) => `没有比较的${count}个单位`,
    whyNot: {
      new: '上期没有这个单位',
      valueNow: '本期没有数值',
      valueBefore: '上期没有数值',
      apartNow: '本期不参加这一排名',
      apartBefore: '上期没有参加这一排名',
    },
    andMore: (count: string) => `，另有${count}个`,
  },
  trial: {
    notice: '这只是试算：不改变任何已公布的成绩、名次和考核办法，也不保存。',
    scheme: '考核办法',
    judging: (name: string) => `${name}(现行)`,
    sum: (sum: string) => `权重合计${sum}`,
    normalised: '按比例折算为100后计分',
    reset: '恢复原权重',
    weight: (kpi: string) => `${kpi}的权重`,
    counted: '折算后',
    restricted: '受限指标',
    law: '2011年起，国家规定不得以发案数、破案率、拘留数、罚款数等考核公安派出所，否则基层会不立案、少立案；奖励“不记录”的比例指标同样受限。给它们权重须经批准并写明法律依据；这里只作试算。',
    lawNone:
      '这一考核办法没有为受限指标规定计分函数，因此不能试算；可在上面选一个有的(如henan-outcomes)。',
    counts: (names: string) => `试算中计入了受限指标：${names}。未经批准不得用于考核。`,
    title: (moved: number, units: string, echelons: number) =>
      `${units}中，${moved}个名次变动，${echelons}个改变方阵`,
    none: (units: string) => `${units}的名次都不变`,
    untouched: '移动左边的滑块，或选另一个考核办法，看哪些名次会变',
    over: (of: string) => `与同一办法考核的全部${of}个同级单位一起排名。`,
    agreement: {
      same: '两种排名完全一致',
      close: '两种排名非常接近',
      alike: '两种排名大体一致',
      apart: '两种排名差别明显',
      unlike: '两种排名几乎无关',
    },
    agreed: (how: string, value: string) => `${how}，等级相关系数(Spearman)${value}。`,
    updating: '正在试算，先显示上一次的结果…',
    slopeTitle: (count: number, most: boolean) =>
      most ? `名次变动最大的${count}个单位` : `名次变动的${count}个单位`,
    before: '现行',
    after: '试算',
    moved: '名次变动',
    scores: '得分',
    echelons: '方阵',
    withheld: '名次不显示，只列方阵的变化。',
    onlyChanged: '只列有变动的单位',
    table: '现行与试算对照',
    refused: '不能这样试算',
    empty: '权重合计不能为0',
    caption: '左为现行名次，右为试算名次，只画有变动的单位。',
    unstable: '权重各浮动25%时方阵不变的比例',
  },
};

export const EN_VIEWS: typeof ZH_VIEWS = {
  caterpillar: {
    certain: (units, certain) =>
      `Of ${units}, ${certain} belong to their echelon beyond chance; the others are not distinguishable from the next one`,
    allUncertain: (units) => `Chance may have put each of ${units} into its echelon`,
    different: (units, kpi, whole, better, worse) =>
      `${kpi}: of ${units}, ${better} are better and ${worse} worse than ${whole} as a whole, the others not distinguishable`,
    none: (units, kpi, whole) =>
      `${kpi}: none of ${units} is distinguishable from ${whole} as a whole`,
    of: 'Plot',
    ofScore: 'Scores',
    ofRank: 'Rank intervals',
    whole: (name) => `${name} as a whole`,
    ends: 'Dashed lines: where an echelon ends.',
    score: 'Score',
    rank: 'Rank',
    noInterval: 'This KPI is counted, not sampled: there is no interval.',
    keyScore:
      'Lines are 95% intervals. Filled diamonds: in their echelon beyond chance (blue the first, orange the third, dark the second). Hollow circles: not distinguishable from the next echelon.',
    keyKpi:
      'Lines are 95% intervals. Filled diamonds: distinguishable from the whole (blue better, orange worse). Hollow circles: not distinguishable.',
    part: (from, to, all) => `${from} to ${to} of ${all}`,
    plain: (units, kpi) => `${kpi} of ${units}, the best first`,
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    left: 'To the left',
    right: 'To the right',
    withheld: 'Positions are withheld: intervals only.',
  },
  funnel: {
    outside: (units, kpi, side, whole) =>
      `${kpi}: ${units} ${side} ${whole} as a whole, beyond the 99.8% limits`,
    high: 'above',
    low: 'below',
    both: (high, low, kpi, whole) =>
      `${kpi}: ${high} above ${whole} as a whole and ${low} below, beyond the 99.8% limits`,
    none: (units, kpi, whole) =>
      `${kpi}: ${units}, all within the 99.8% limits around ${whole} as a whole`,
    dispersed: (phi, count) =>
      `Units differ by more than chance explains (dispersion φ = ${phi}): who lives there and where it lies also put units outside. With limits widened by that, ${count} remain outside the 99.8% limits.`,
    wide: 'Widen the limits by what units differ in any case',
    total: (name, value) => `${name} as a whole ${value}`,
    size: (what) => `Denominator: ${what}`,
    limit95: '95% limit',
    limit998: '99.8% limit',
    listTitle: 'Units beyond the 99.8% limits',
    betweenMany: (count, chance) =>
      `${count} more ${count === '1' ? 'lies' : 'lie'} between the 95% and 99.8% limits; were all units alike, chance alone would put about ${chance} there.`,
    beyond: 'outside 99.8%',
    between: 'between 95% and 99.8%',
    inside: 'inside',
    standing: 'Position',
    key: 'Across: the size (denominator). Up: the value. The curves are limits around the whole: the smaller a unit, the further chance takes it. ▲ above and ▼ below the 99.8% limits; ◇ between 95% and 99.8%; ○ inside.',
    few: (count) =>
      count === '1'
        ? '1 unit has no value and is not plotted.'
        : `${count} units have no value and are not plotted.`,
    nothing: (kpi) => `${kpi}: nothing to plot. There is no unit, or all are at 0 or 100%`,
    rest: (count) => `and ${count} more, in the data below`,
    unavailable: 'Funnel plots are for shares and case rates: choose one under “Ranked by”',
    choose: (kpi) => `Funnel plot of ${kpi}`,
  },
  changes: {
    title: (up, down, same) => `Ranks: ${up} up, ${down} down, ${same} unchanged`,
    beyond: (count, thing) =>
      count > 0
        ? `the ${thing} of ${count} changed beyond chance`
        : `no ${thing} changed beyond chance`,
    titleVague: (count, units, thing) =>
      `Of ${units}, ${count} changed their ${thing} beyond chance`,
    scoreThing: 'score',
    valueThing: 'value',
    noBefore: (period) => `${period} is not published: there is nothing to compare with`,
    caption:
      'A change is called beyond chance only where the two 95% intervals do not overlap. That is strict: intervals that overlap do not prove that nothing changed. Ranks move by chance even more easily.',
    onlyBeyond: 'Only changes beyond chance',
    noneBeyond: 'No unit changed beyond chance',
    against: (period) => `compared with ${period}`,
    both: (moves, beyond) => `${moves}; ${beyond}`,
    before: 'Period before',
    now: 'This period',
    rankChange: 'Ranks',
    judged: 'Did the value change beyond chance?',
    rose: 'better, beyond chance',
    fell: 'worse, beyond chance',
    chance: 'may be chance',
    unknown: 'no interval: cannot be told',
    leftOut: (count) => `${count} ${count === '1' ? 'unit is' : 'units are'} not compared`,
    whyNot: {
      new: 'not there in the period before',
      valueNow: 'no value in this period',
      valueBefore: 'no value in the period before',
      apartNow: 'not ranked here in this period',
      apartBefore: 'not ranked here in the period before',
    },
    andMore: (count) => ` and ${count} more`,
  },
  trial: {
    notice:
      'This is a trial: it changes no published score, rank or scheme, and nothing of it is stored.',
    scheme: 'Scheme',
    judging: (name) => `${name} (in force)`,
    sum: (sum) => `The weights add up to ${sum}`,
    normalised: 'brought to 100 in proportion',
    reset: 'Back to the scheme’s weights',
    weight: (kpi) => `Weight of ${kpi}`,
    counted: 'Counts as',
    restricted: 'Restricted KPIs',
    law: 'National rules since 2011 forbid scoring police on case numbers, clear-up rates, detentions and fines, because stations then stop recording cases; shares that reward not recording are restricted as well. To weigh them takes an approval with its legal basis. Here it is a trial, no more.',
    lawNone:
      'This scheme has no scoring function for restricted KPIs, so they cannot be tried out; choose a scheme above that has (such as henan-outcomes).',
    counts: (names) =>
      `This trial counts restricted KPIs: ${names}. Without an approval they may not be used.`,
    title: (moved, units, echelons) =>
      `Of ${units}, ${moved} change their rank and ${echelons} their echelon`,
    none: (units) => `No rank of ${units} changes`,
    untouched: 'Move the sliders, or choose another scheme, to see which ranks would change',
    over: (of) => `Ranked together with all ${of} units of the level that the same scheme judges.`,
    agreement: {
      same: 'Both rankings are the same',
      close: 'Both rankings are very close',
      alike: 'Both rankings are alike on the whole',
      apart: 'The rankings differ clearly',
      unlike: 'The rankings have next to nothing in common',
    },
    agreed: (how, value) => `${how}: the rank correlation (Spearman) is ${value}. `,
    updating: 'Trying it out; this is the result before…',
    slopeTitle: (count, most) =>
      most ? `The ${count} units that move most` : `The ${count} units that move`,
    before: 'In force',
    after: 'Trial',
    moved: 'Moved',
    scores: 'Score',
    echelons: 'Echelon',
    withheld: 'Positions are withheld: only changes of echelons are listed.',
    onlyChanged: 'Only units that move',
    table: 'In force and trial side by side',
    refused: 'This cannot be tried out',
    empty: 'The weights must not add up to 0',
    caption: 'Left: the rank in force; right: the rank in the trial. Only units that move.',
    unstable: 'Keeps its echelon when every weight varies by 25%',
  },
};
